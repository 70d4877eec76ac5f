import { crc32, deflateSync } from 'node:zlib';
import type { BrowserContext } from '@playwright/test';

interface Indexed {
	width: number;
	height: number;
	/** Base64: three bytes per colour, and one byte per pixel. */
	colours: string;
	pixels: string;
}

/** As text, since it runs in a page. The 256 most frequent colours; any other becomes the nearest of them. */
const toPalette = `async (png) => {
	const image = new Image();
	image.src = 'data:image/png;base64,' + png;
	await image.decode();
	const { width, height } = image;
	const canvas = Object.assign(document.createElement('canvas'), { width, height });
	const context = canvas.getContext('2d');
	context.drawImage(image, 0, 0);
	const seen = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
	const counts = new Map();
	for (const colour of seen) counts.set(colour, (counts.get(colour) ?? 0) + 1);
	const palette = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, 256);
	const parts = (colour) => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
	const known = palette.map(parts);
	const indexes = new Map(palette.map((colour, at) => [colour, at]));
	const nearest = (colour) => {
		const [r, g, b] = parts(colour);
		let best = 0;
		let least = Infinity;
		known.forEach(([red, green, blue], at) => {
			const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
			if (distance < least) [best, least] = [at, distance];
		});
		return best;
	};
	const pixels = new Uint8Array(seen.length);
	seen.forEach((colour, at) => {
		let index = indexes.get(colour);
		if (index === undefined) indexes.set(colour, (index = nearest(colour)));
		pixels[at] = index;
	});
	const base64 = async (bytes) => {
		const url = await new Promise((resolve) => {
			const reader = new FileReader();
			reader.onload = () => resolve(reader.result);
			reader.readAsDataURL(new Blob([bytes]));
		});
		return url.slice(url.indexOf(',') + 1);
	};
	return { width, height, colours: await base64(new Uint8Array(known.flat())), pixels: await base64(pixels) };
}`;

/** The same picture with 256 colours at most: about half as large, and hard to tell apart where it shows an editor. */
export async function withPalette(context: BrowserContext, png: Buffer): Promise<Buffer> {
	const page = await context.newPage();
	const { width, height, colours, pixels } = await page.evaluate<Indexed>(
		`(${toPalette})(${JSON.stringify(png.toString('base64'))})`,
	);
	await page.close();
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 3], 8); // bits per pixel; colours by index
	const rows = Buffer.from(pixels, 'base64');
	const lines = Array.from({ length: height }, (_, at) => [
		Buffer.from([0]), // no filter
		rows.subarray(at * width, (at + 1) * width),
	]);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		chunk('PLTE', Buffer.from(colours, 'base64')),
		chunk('IDAT', deflateSync(Buffer.concat(lines.flat()), { level: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const sum = Buffer.alloc(4);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, sum]);
}
