// Loads PyScript and keeps it within the page's Content-Security-Policy: the hook cleared here serves Python workers
// of PyScript's own, which the page does not use, and would be turned into source text and evaluated.
import { hooks } from "./vendor/pyscript/core.js";

hooks.worker.onBeforeRunAsync.clear();
