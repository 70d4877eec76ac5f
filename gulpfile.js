const { src, dest, watch } = require('gulp');

/** What tsc leaves: icons, codex files and the schemas of what comes out. */
const assets = ['{nodes,credentials}/**/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'];

/** To dist, beside their nodes; `npm run dev` names another folder. */
const copy = () => src(assets, { base: '.', encoding: false }).pipe(dest(process.env.DIST ?? 'dist'));

exports.default = copy;
exports.watch = () => watch(assets, { ignoreInitial: false }, copy);
