"""Of which terms a page asks yes or no."""

from collections.abc import Mapping, Sequence

from directory import context
from directory.domain import documents
from directory.domain.vocabulary import Facet, Term
from directory.web.listing_form import answers, plans, steps
from directory.web.listing_form.fields import Values
from directory.web.listing_form.steps import Page, Step

Asked = Mapping[Facet, Sequence[Term]]


def terms(page: Page, values: Values) -> Asked:
    """By facet. What was said of anything else that the page holds is shown too."""
    if page.step is Step.PAYING:
        return {Facet.INSURANCE: [*plans.payers(), *_said(Facet.INSURANCE, values)]}
    facets = answers.all_terms(*steps.FACETS[page.step])
    if page.step is Step.PEOPLE and _said(Facet.FORMAT, values):
        facets |= answers.all_terms(Facet.FORMAT)
    return facets


def _said(facet: Facet, values: Values) -> list[Term]:
    """Terms that are not asked for by themselves, but that somebody spoke of."""
    payers = {term.slug for term in plans.payers()}
    about = (documents.subject(name).selection for name in values)
    known = (context.vocabulary().terms.get(each) for each in about if each)
    return [term for term in known if term and term.facet is facet and term.slug not in payers]
