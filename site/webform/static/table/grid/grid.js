// What a form with grids has besides: the keys of a spreadsheet. Named by the pages of such editions only.

import { walkAsInExcel } from "./keys.js";

const form = document.getElementById("form");

form.querySelectorAll(".grid").forEach((table) => walkAsInExcel(form, table));
