using Counterweight.Training;

namespace Counterweight.Cli.Comparison;

/// <summary>Shows the progress of one of several equal steps as part of the whole.</summary>
internal sealed class StepProgress(IProgress<FitProgress> whole, int step, int steps, string name) : IProgress<FitProgress>
{
    public void Report(FitProgress value) =>
        whole.Report(new FitProgress((step + value.Fraction) / steps, $"{name}: {value.Text}"));
}
