"""The collection as an Excel workbook: the totals, every unit, whom to chase, what was revised or set aside."""
