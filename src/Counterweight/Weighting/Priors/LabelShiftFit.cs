using System.Runtime.InteropServices;

namespace Counterweight.Weighting.Priors;

/// <summary>How an estimate of new priors came to its end.</summary>
/// <param name="Iterations">Steps that were made.</param>
/// <param name="HasConverged">Whether no prior changed by more than the tolerance in the last step.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LabelShiftFit(int Iterations, bool HasConverged);
