const { src, dest } = require('gulp');

/** What tsc leaves: icons, codex files and the schemas of what comes out go to dist, beside their nodes. */
function assets() {
	return src(['{nodes,credentials}/**/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

exports.default = assets;
