using System.Globalization;
using Counterweight.Cli.Reporting;
using Xunit;

namespace Counterweight.Cli.Tests.Reporting;

/// <summary>Periods of a calendar.</summary>
public sealed class TimeStepsTests
{
    [Theory]
    [InlineData("2026-03-01", "2026-03-01", "second", 1, "00:00:00")]
    [InlineData("2026-03-01 10:00", "2026-03-01 10:20", "minute", 21, "03-01 10:00")]
    [InlineData("2026-03-01", "2026-03-30", "day", 30, "2026-03-01")]
    [InlineData("2026-03-01", "2026-09-30", "week", 32, "2026-02-23")]
    [InlineData("2024-01-15", "2026-12-31", "month", 36, "2024-01")]
    [InlineData("2020-02-15", "2026-12-31", "3 months", 28, "2020-01")]
    [InlineData("1990-01-01", "2026-12-31", "year", 37, "1990-01")]
    [InlineData("1000-01-01", "2026-12-31", "50 years", 21, "1000-01")]
    public void PeriodsAreThoseOfACalendar(string first, string last, string name, int count, string start)
    {
        double[] times = [Seconds(last), double.NaN, Seconds(first)];
        var steps = new TimeSteps(times, areDates: true);

        Assert.Equal((name, count, start), (steps.Name, steps.Count, steps.Start(0)));
        Assert.Equal((0, count - 1), (steps.Index(times[2]), steps.Index(times[0])));
    }

    [Theory]
    [InlineData(0, 0, "1", 1)]
    [InlineData(1, 30, "1", 30)]
    [InlineData(1994, 1996, "1", 3)]
    [InlineData(-1000, 1000, "100", 21)]
    [InlineData(0.001, 0.0099, "0.0005", 18)]
    [InlineData(5e300, 6e300, "5E+298", 21)]
    public void StepsOfNumbersAreRound(double first, double last, string name, int count)
    {
        var steps = new TimeSteps([first, last], areDates: false);
        Assert.Equal(("step of " + name, count), (steps.Name, steps.Count));
        Assert.InRange(steps.Index(first), 0, count - 1);
        Assert.Equal(count - 1, steps.Index(last));
    }

    private static double Seconds(string text) => (DateTime.Parse(text, CultureInfo.InvariantCulture) - DateTime.UnixEpoch).TotalSeconds;
}
