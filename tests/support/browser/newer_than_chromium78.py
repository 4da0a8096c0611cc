"""What is newer than Chromium 78, with the version that brought it: for scripts by node, name and operator; for style
sheets by property, value, function, selector and rule. Source: the browsers' own release tables (MDN)."""

SYNTAX = {
    "optional_chain": 80,
    "class_static_block": 94,
    "private_property_identifier": 84,  # methods; fields alone are older
    "using_declaration": 134,
    "import_attribute": 123,
}
"""Node types of the grammar."""

OPERATORS = {"??": 80, "??=": 85, "||=": 85, "&&=": 85}

GLOBALS = {
    "structuredClone": 98,
    "WeakRef": 84,
    "FinalizationRegistry": 84,
    "AggregateError": 85,
    "CompressionStream": 80,
    "DecompressionStream": 80,
    "scheduler": 94,
    "cookieStore": 87,
    "URLPattern": 95,
    "showSaveFilePicker": 86,
    "showOpenFilePicker": 86,
}
"""Names that stand alone or after window."""

MEMBERS = {
    "submitter": 81,
    "inert": 102,
    "userAgentData": 90,
    "Segmenter": 87,
    "ariaLabel": 81,
    "ariaExpanded": 81,
    "ariaPressed": 81,
    "cookieStore": 87,
}
"""Properties, read or written."""

METHODS = {
    "replaceAll": 85,
    "replaceChildren": 86,
    "at": 92,
    "hasOwn": 93,
    "findLast": 97,
    "findLastIndex": 97,
    "toSorted": 110,
    "toReversed": 110,
    "toSpliced": 110,
    "with": 110,
    "groupBy": 117,
    "isWellFormed": 111,
    "toWellFormed": 111,
    "withResolvers": 119,
    "any": 85,
    "randomUUID": 92,
    "showPicker": 99,
    "checkVisibility": 105,
    "showPopover": 114,
    "togglePopover": 114,
    "startViewTransition": 111,
    "timeout": 103,
    "throwIfAborted": 100,
    "parseHTMLUnsafe": 124,
    "setHTMLUnsafe": 124,
    "getSetCookie": 113,
    "canParse": 120,
    "moveBefore": 133,
    "toBase64": 140,
    "fromBase64": 140,
    "toHex": 140,
}
"""Members that are called; a property of our own data may have the same name."""

EVENTS = {
    "scrollend": 114,
    "beforematch": 102,
}
"""Events that are listened for."""

REGEXP_FLAGS = {"d": 90, "v": 112}

PROPERTIES = {
    "aspect-ratio": 88,
    "inset": 87,
    "inset-inline": 87,
    "inset-block": 87,
    "margin-inline": 87,
    "margin-block": 87,
    "padding-inline": 87,
    "padding-block": 87,
    "border-inline": 87,
    "border-block": 87,
    "accent-color": 93,
    "text-underline-offset": 87,
    "text-decoration-thickness": 89,
    "forced-color-adjust": 89,
    "content-visibility": 85,
    "contain-intrinsic-size": 83,
    "scrollbar-gutter": 94,
    "scrollbar-width": 121,
    "scrollbar-color": 121,
    "overflow-clip-margin": 90,
    "translate": 104,
    "rotate": 104,
    "scale": 104,
    "container": 105,
    "container-type": 105,
    "text-wrap": 114,
    "text-box": 133,
    "field-sizing": 123,
    "row-gap": 84,
    "column-gap": 84,
    "gap": 84,
    "text-spacing-trim": 123,
    "text-autospace": 140,
    "appearance": 84,
    "print-color-adjust": 136,
    "page": 85,
    "ruby-position": 84,
    "font-palette": 101,
    "font-size-adjust": 127,
    "color-scheme": 81,
    "counter-set": 85,
    "offset": 116,
    "math-style": 109,
    "view-transition-name": 111,
}
"""`gap` is as old as grid there; in a flexible box it came with 84, and which it is cannot be read from one rule."""

WITHOUT = {
    "accent-color",
    "color-scheme",
    "text-underline-offset",
    "forced-color-adjust",
    "content-visibility",
    "contain-intrinsic-size",
}
"""Properties that an old engine may do without: it lays out the same."""

VALUES = {
    "anywhere": 80,  # overflow-wrap
    "clip": 90,  # overflow
    "revert": 84,
    "revert-layer": 99,
    "dvh": 108,
    "svh": 108,
    "lvh": 108,
    "dvw": 108,
    "lh": 109,
    "rlh": 111,
    "cap": 118,
    "balance": 114,
}
"""Keywords and units."""

FUNCTIONS = {
    "min": 79,
    "max": 79,
    "clamp": 79,
    "round": 125,
    "mod": 125,
    "abs": 138,
    "sign": 138,
    "color-mix": 111,
    "color": 111,
    "lab": 111,
    "lch": 111,
    "oklab": 111,
    "oklch": 111,
    "hwb": 101,
    "light-dark": 123,
    "image-set": 113,
    "is": 88,
    "where": 88,
    "has": 105,
}
"""Functions of values and of selectors."""

SELECTORS = {
    "focus-visible": 86,
    "user-invalid": 119,
    "user-valid": 119,
    "modal": 105,
    "popover-open": 114,
    "autofill": 110,
    "marker": 86,
    "file-selector-button": 89,
    "target-text": 89,
    "picture-in-picture": 110,
    "open": 133,
}
"""Pseudo-classes and pseudo-elements. A rule whose selectors are all of them is dropped whole by an old engine."""

AT_RULES = {
    "layer": 99,
    "container": 105,
    "property": 85,
    "scope": 118,
    "starting-style": 117,
    "view-transition": 126,
}
