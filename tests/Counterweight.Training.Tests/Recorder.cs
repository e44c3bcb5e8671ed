namespace Counterweight.Training.Tests;

/// <summary>Progress that is told at once, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class Recorder(Action<FitProgress> action) : IProgress<FitProgress>
{
    public void Report(FitProgress value) => action(value);
}
