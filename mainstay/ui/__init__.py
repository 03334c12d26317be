"""The design system: tokens, macros, custom elements. It knows no word of the business."""
