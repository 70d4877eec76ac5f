const { src, dest } = require('gulp');

/** tsc leaves what it cannot compile: the icons and the codex files go to dist beside their nodes. */
function icons() {
	return src(['{nodes,credentials}/**/*.{svg,node.json}'], { encoding: false }).pipe(dest('dist'));
}

exports['build:icons'] = icons;
exports.default = icons;
