// What a form with grids or derived cells has besides. Named by the pages of such editions only.

import { fillDerived } from "./derived.js";
import { walkAsInExcel } from "./keys.js";

const form = document.getElementById("form");

form.querySelectorAll(".grid").forEach((table) => walkAsInExcel(form, table));
fillDerived(window.page);
