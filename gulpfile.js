const { src, dest } = require('gulp');

/** What the bundler leaves: the icons and the codex files go to dist beside their nodes. */
function icons() {
	return src(['nodes/**/*.{svg,node.json}', 'credentials/**/*.svg'], {
		base: '.',
		allowEmpty: true,
		encoding: false,
	}).pipe(dest('dist'));
}

exports['build:icons'] = icons;
exports.default = icons;
