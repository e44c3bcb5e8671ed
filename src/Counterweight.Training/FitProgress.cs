namespace Counterweight.Training;

/// <summary>How far a fit has come.</summary>
/// <param name="Fraction">Fraction of the work done, in [0, 1]; an estimate that never falls.</param>
/// <param name="Text">What is being done, one short phrase.</param>
public readonly record struct FitProgress(double Fraction, string Text);
