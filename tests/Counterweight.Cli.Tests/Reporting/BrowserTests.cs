using Microsoft.Playwright;
using Xunit;

namespace Counterweight.Cli.Tests.Reporting;

/// <summary>Pages as a browser shows them, on a phone and on a screen, light and dark.</summary>
public sealed class BrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    /// <summary>What sticks out of the window, and text that its chart cuts off.</summary>
    private const string CutOff = """
        () => {
          const width = document.documentElement.clientWidth, found = [];
          const name = e => e.tagName + ' "' + e.textContent.trim().slice(0, 30) + '"';
          if (document.documentElement.scrollWidth > width) found.push('the page is ' + document.documentElement.scrollWidth + ' wide');
          for (const e of document.querySelectorAll('main *')) {
            const r = e.getBoundingClientRect();
            if (r.width && (r.left < -0.5 || r.right > width + 0.5) && !e.closest('svg')) found.push(name(e) + ' is from ' + r.left + ' to ' + r.right);
            if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth && getComputedStyle(e).overflowX !== 'visible' && !e.closest('svg')) found.push(name(e) + ' is scrolled or cut');
          }
          for (const text of document.querySelectorAll('svg text')) {
            const r = text.getBoundingClientRect(), s = text.closest('svg').getBoundingClientRect();
            if (r.left < s.left - 1 || r.right > s.right + 1 || r.top < s.top - 1 || r.bottom > s.bottom + 1) found.push(name(text) + ' in ' + text.closest('svg').getAttribute('aria-label'));
          }
          return found;
        }
        """;

    /// <summary>Texts of a chart that lie upon each other. The boxes of text that is turned are not its own.</summary>
    private const string Overlaps = """
        () => [...document.querySelectorAll('svg')].flatMap(svg => {
          const upright = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim() && !/rotate\((?!0\))/.test(t.getAttribute('transform') || ''));
          const boxes = upright.map(t => [t.textContent, t.getBoundingClientRect()]);
          return boxes.flatMap(([one, a], i) => boxes.slice(i + 1)
            .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3)
            .map(([other]) => svg.getAttribute('aria-label') + ': "' + one + '" and "' + other + '"'));
        })
        """;

    /// <summary>The least contrast of text with what is behind it (WCAG 2.2), and the least height of text of a chart in pixels.</summary>
    private const string Legibility = """
        () => {
          const parse = text => text.match(/[\d.]+/g).map(Number);
          const light = c => { const [r, g, b] = parse(c).slice(0, 3).map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (parse(c)[3] !== 0) return c; } return 'rgb(255, 255, 255)'; };
          const texts = [...document.querySelectorAll('main *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()));
          const contrasts = texts.map(e => { const own = light(e.closest('svg') ? getComputedStyle(e).fill : getComputedStyle(e).color), back = light(behind(e)); return (Math.max(own, back) + 0.05) / (Math.min(own, back) + 0.05); });
          const heights = [...document.querySelectorAll('svg text')].map(t => t.getBBox().height * t.getScreenCTM().a).filter(h => h > 0);
          const upright = [...document.querySelectorAll('svg')].map(s => s.getBoundingClientRect().width / s.viewBox.baseVal.width * 10);
          return [Math.min(...contrasts), Math.min(...upright)];
        }
        """;

    public static TheoryData<string, int, ColorScheme> Views => [.. from page in (string[])["fraud", "names", "hundred", "single"] from width in (int[])[400, 1400] from colours in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark] select (page, width, colours)];

    [Theory]
    [MemberData(nameof(Views))]
    public async Task NothingIsCutOffAndNothingIsLoaded(string page, int width, ColorScheme colours)
    {
        var view = await chromium.OpenAsync(width, colours);
        List<string> messages = [];
        List<string> requests = [];
        view.Console += (_, message) => messages.Add(message.Text);
        view.PageError += (_, error) => messages.Add(error);
        view.Request += (_, request) => requests.Add(request.Url);
        using var file = Page(page);
        await view.GotoAsync(new Uri(file.Path).AbsoluteUri);
        Assert.Empty(await view.EvaluateAsync<string[]>(CutOff));
        await view.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");

        Assert.Empty(await view.EvaluateAsync<string[]>(CutOff));
        Assert.Empty(await view.EvaluateAsync<string[]>(Overlaps));
        var legibility = await view.EvaluateAsync<double[]>(Legibility);
        Assert.InRange(legibility[0], 4.5, 21);
        Assert.InRange(legibility[1], 9, 30);
        Assert.Empty(messages);
        Assert.All(requests, url => Assert.True(url.StartsWith("data:", StringComparison.Ordinal) || string.Equals(url, new Uri(file.Path).AbsoluteUri, StringComparison.Ordinal), url));
        await view.Context.CloseAsync();
    }

    [Fact]
    public async Task DarkIsDark()
    {
        using var file = Page("single");
        foreach (var (colours, isDark) in ((ColorScheme, bool)[])[(ColorScheme.Light, false), (ColorScheme.Dark, true)])
        {
            var view = await chromium.OpenAsync(1400, colours);
            await view.GotoAsync(new Uri(file.Path).AbsoluteUri);
            var red = await view.EvaluateAsync<int>("() => parseInt(getComputedStyle(document.body).backgroundColor.match(/[0-9]+/)[0])");
            Assert.Equal(isDark, red < 128);
            Assert.StartsWith("rgb", await view.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('svg polyline')).stroke"), StringComparison.Ordinal);
            await view.Context.CloseAsync();
        }
    }

    /// <summary>To look at: COUNTERWEIGHT_PICTURES is the folder where pictures go.</summary>
    [Fact(Explicit = true)]
    public async Task WritePictures()
    {
        var folder = Environment.GetEnvironmentVariable("COUNTERWEIGHT_PICTURES") ?? Path.GetTempPath();
        foreach (var (page, width, colours) in Views.Select(row => row.Data))
        {
            var view = await chromium.OpenAsync(width, colours);
            using var file = Page(page);
            await view.GotoAsync(new Uri(file.Path).AbsoluteUri);
            await view.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Path.Combine(folder, $"{page}-{width}-{colours}.png") });
            await view.Context.CloseAsync();
        }
    }

    private static TemporaryFile Page(string name) => new(
        System.Text.Encoding.UTF8.GetBytes(name switch
        {
            "fraud" => SampleReports.Fraud,
            "names" => SampleReports.Names,
            "hundred" => SampleReports.Hundred,
            _ => SampleReports.SingleRow,
        }),
        ".html");
}
