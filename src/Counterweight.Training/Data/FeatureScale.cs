using System.Runtime.InteropServices;

namespace Counterweight.Training.Data;

/// <summary>How a <see cref="Standardizer"/> standardises a feature: a value x becomes (x · first · second − mean) · inverse deviation.</summary>
/// <param name="FirstFactor">A power of two, or 0; first and second together bring the greatest value to [1, 2). One alone may be beyond a double.</param>
/// <param name="SecondFactor">A power of two, or 0.</param>
/// <param name="Mean">The mean, in the unit that both factors make.</param>
/// <param name="InverseDeviation">The inverse of the standard deviation in this unit.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FeatureScale(double FirstFactor, double SecondFactor, double Mean, double InverseDeviation);
