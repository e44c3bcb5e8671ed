using System.Globalization;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Comparison;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading;
using Counterweight.Training;
using Spectre.Console;
using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>How far the work is, and how it is ended early.</summary>
public class ProgressTests
{
    [Fact]
    public void ProgressGoesFromNothingToAll()
    {
        var fractions = new List<double>();
        Run(new Recorder(report => fractions.Add(report.Fraction)), CancellationToken.None);

        Assert.InRange(fractions[0], 0, 0.1);
        Assert.Equal(1, fractions[^1]);
        Assert.Equal(fractions.Order(), fractions);
    }

    [Fact]
    public void AStepIsPartOfTheWhole()
    {
        var reports = new List<FitProgress>();
        var step = new StepProgress(new Recorder(reports.Add), step: 3, steps: 8, "a model, balanced");
        step.Report(new FitProgress(0, "first"));
        step.Report(new FitProgress(0.5, "half"));
        step.Report(new FitProgress(1, "last"));

        Assert.Equal(
            [new FitProgress(3 / 8.0, "a model, balanced: first"), new FitProgress(3.5 / 8, "a model, balanced: half"), new FitProgress(4 / 8.0, "a model, balanced: last")],
            reports);
    }

    /// <summary>Of a pipe nobody knows the length: the bytes are told alone.</summary>
    [Theory]
    [InlineData(50_000_000, 200_000_000, 0.25, "reading a␊b.csv: 50 MB")]
    [InlineData(1_500, -1, 0, "reading a␊b.csv: 1.5 kB")]
    [InlineData(300, 200, 1, "reading a␊b.csv: 300 bytes")]
    public void ReadingIsToldInBytes(long read, long length, double fraction, string text)
    {
        var reports = new List<FitProgress>();
        new ReadingProgress(new Recorder(reports.Add), "a\nb.csv").Report((read, length));

        Assert.Equal(new FitProgress(fraction, text), Assert.Single(reports));
    }

    [Fact]
    public void ReadingAFileReportsItsBytes()
    {
        var reports = new List<(long Read, long Length)>();
        var path = Runner.DataFile("glass.csv");
        TableLoader.Load(
            new TableRequest("compare", path, new ReadingOptions { Label = "type" }, new ColumnOptions { Label = "type" }, []),
            new BytesRecorder(reports),
            TestContext.Current.CancellationToken);

        Assert.NotEmpty(reports);
        Assert.All(reports, report => Assert.Equal(new FileInfo(path).Length, report.Length));
        Assert.Equal(reports.Select(report => report.Read).Order(), reports.Select(report => report.Read));
    }

    /// <summary>A fit that is told to end does so at its next step, not at its last.</summary>
    [Theory]
    [InlineData("logistic regression, unweighted")]
    [InlineData("random forest, unweighted")]
    [InlineData("gradient boosting, balanced")]
    [InlineData("AdaBoost, balanced")]
    public void AFitIsEndedByTheToken(string model)
    {
        using var cancellation = new CancellationTokenSource();
        var after = 0;
        var recorder = new Recorder(report =>
        {
            if (cancellation.IsCancellationRequested)
            {
                after++;
            }
            else if (report.Text.StartsWith(model, StringComparison.Ordinal))
            {
                cancellation.Cancel();
            }
        });

        Assert.ThrowsAny<OperationCanceledException>(() => Run(recorder, cancellation.Token));
        Assert.InRange(after, 0, 2 * Environment.ProcessorCount);
    }

    [Fact]
    public void TheBarShowsTextAsItIs()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 200;
        var result = ProgressBar.Run(console, progress =>
        {
            progress!.Report(new FitProgress(0.5, "column [red] and [/]"));
            return 7;
        });

        Assert.Equal(7, result);
        Assert.Contains("column [red] and [/]", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("50%", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutATerminalThereIsNoBar() => Assert.True(ProgressBar.Run(null, progress => progress is null));

    private static void Run(IProgress<FitProgress> progress, CancellationToken cancellation) =>
        new ModelComparison(Tables.Load(Runner.DataFile("glass.csv"), "type"), new(0, 2, new(null, null, 0.3)), progress, cancellation).Run();

    private sealed class BytesRecorder(List<(long Read, long Length)> reports) : IProgress<(long Read, long Length)>
    {
        public void Report((long Read, long Length) value) => reports.Add(value);
    }

    private sealed class Recorder(Action<FitProgress> action) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            lock (action)
            {
                action(value);
            }
        }
    }
}
