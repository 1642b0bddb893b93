"""The text half of search: words in, sites and scores out. Whoosh keeps the index, numpy answers.

What the engine calls, module by module:

    wording = documents.Wording(vocabulary)
    wording.document(listing)               what of a site is searched as words; `pk` is its id

    generations.building(root)              context manager: a new folder beside the current one,
                                            made current at the end, thrown away on an error
    generations.current(root)               the current folder, or None

    index = TextIndex.create(folder)        a new, empty text index
    index = TextIndex(folder)               one that stands; nothing is read yet
    index.build(documents) -> int           fill a new index, fast
    index.update(documents, gone)           one commit: these are so now, those ids have left
    index.mark() -> int                     changes with every commit, of any process; cheap
    index.snapshot(pk_to_row, rows, earlier)    what stands now, in the caller's row space

    snapshot.match(query) -> Matches        `found` (Few rows | Many bits), `rows`, `bits`, and
                                            `scores(rows)`, computed for the rows asked only
    snapshot.mark                           compare with `index.mark()`
    snapshot.warm(earlier)                  scores ahead what the earlier one was asked last, or
                                            without one the commonest words; before it is shown

    parsing.parse(text) -> Query | None     all words; None when nothing is left to search for
    parsing.parse(text, style)              Style.ANY: any of the words, for when all find nothing;
                                            Style.STARTING: the last word may be unfinished
    highlight.segments(passage, query)      (text, is_match) pairs that make up the passage

    speller = spelling.Speller(wording.words())     made once
    speller.suggestion(text, snapshot)      did you mean; None when there is nothing to correct

`pk_to_row` has one int32 for each id up to the largest, -1 where the caller has no such site. A
snapshot never changes and may be used by many threads; take a new one when `mark()` has moved, and
hand over the earlier one so that what did not change is kept. Any reading may raise
`errors.IndexDamagedError` (build anew), any writing also `errors.IndexBusyError` (another process
has been writing for half a minute).
"""
