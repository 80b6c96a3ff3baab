// Runs Python in the MicroPython that the page ships, in Node: node run.mjs MICROPYTHON_MJS < {"files": {path: text}, "script": text}
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { loadMicroPython } = await import(pathToFileURL(process.argv[2]).href);
const { files, script } = JSON.parse(readFileSync(0, "utf8"));
const python = await loadMicroPython({ stdout: (line) => console.log(line), linebuffer: true });
for (const [path, text] of Object.entries(files)) {
  const folders = path.split("/").slice(0, -1);
  folders.forEach((_, depth) => {
    const folder = "/" + folders.slice(0, depth + 1).join("/");
    if (!python.FS.analyzePath(folder).exists) python.FS.mkdir(folder);
  });
  python.FS.writeFile("/" + path, text);
}
try {
  python.runPython(script);
} catch (error) {
  console.error(String(error.message ?? error));
  process.exit(1);
}
