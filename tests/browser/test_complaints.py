"""The browser's own fixtures: what it complains of is heard."""


def test_complaints_of_the_browser_are_heard(page, complaints):
    page.goto("/health/")
    assert any("503" in complaint for complaint in complaints)
    page.evaluate("fetch('http://video.example/').catch(() => 0)")
    page.evaluate("() => { const s = document.createElement('script'); s.textContent = '1'; document.body.append(s) }")
    assert any("Content Security Policy" in complaint for complaint in complaints)
    complaints.clear()
