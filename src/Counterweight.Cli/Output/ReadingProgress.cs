using Counterweight.Cli.Columns;
using Counterweight.Training;

namespace Counterweight.Cli.Output;

/// <summary>Shows how much of a file has been read.</summary>
internal sealed class ReadingProgress(IProgress<FitProgress> bar, string source) : IProgress<(long Read, long Length)>
{
    private readonly string shown = Shown.Cut(source, 40);

    public void Report((long Read, long Length) value)
    {
        var fraction = value.Length > 0 ? Math.Min(1, (double)value.Read / value.Length) : 0;
        bar.Report(new FitProgress(fraction, $"reading {shown}: {MemoryEstimate.Size(value.Read)}"));
    }
}
