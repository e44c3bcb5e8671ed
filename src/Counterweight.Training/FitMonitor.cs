namespace Counterweight.Training;

/// <summary>Those who follow a fit.</summary>
/// <param name="Progress">Told how far it is, or null.</param>
/// <param name="Timer">Told of the kernels, or null.</param>
/// <param name="Cancellation">Ends it.</param>
internal sealed record FitMonitor(IProgress<FitProgress>? Progress, KernelTimer? Timer, CancellationToken Cancellation)
{
    /// <summary>Nobody.</summary>
    public static FitMonitor None { get; } = new(null, null, CancellationToken.None);

    /// <summary>The same without progress, of a part of a fit.</summary>
    public FitMonitor Silent => this with { Progress = null };

    public void Report(double fraction, string text) => Progress?.Report(new FitProgress(fraction, text));
}
