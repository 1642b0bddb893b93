"""The form in which people write a listing, step by step; who sends in and who keeps one share it.

`turns.answer(page, sheet)` shows a step and saves it; the sheet says which document, under which
addresses, and how it is kept. `steps` knows the pages, `forms` what stands on each.
"""
