"""Recurring revenue in words: what leads from opening to closing, and what churn is a share of."""

from datetime import date

from company import SmallCompany

from metrics.recurring import MrrMovement


def test_what_is_taken_away_says_so(company: SmallCompany) -> None:
    """A reader who adds the list up comes to the closing MRR."""
    company.customers(date(2026, 11, 1), 1)
    company.publish()

    labels = [each.label for each in company.ask("mrr").inputs]

    assert labels[0] == "opening MRR"
    assert labels[-3:] == ["less contraction MRR", "less churned MRR", "closing MRR"]


def test_churn_is_a_share_of_churned_revenue() -> None:
    """The formula of a share names what is divided, not how it stands in another list."""
    share = MrrMovement("churned") / MrrMovement("opening")

    assert share.formula() == "churned MRR ÷ opening MRR"
