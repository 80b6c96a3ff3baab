// All that the policy asks of a page with PyScript; see site/pyscript.js.
import { hooks } from "./vendor/@pyscript/core/dist/core.js";

hooks.worker.onBeforeRunAsync.clear();
