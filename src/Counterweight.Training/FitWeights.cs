using System.Runtime.InteropServices;
using Counterweight.Training.Data;

namespace Counterweight.Training;

/// <summary>Checked weights of a fit of classes, in units of their own: products neither overflow nor vanish.</summary>
/// <param name="Samples">One weight a row below 2, or empty: all 1.</param>
/// <param name="SampleExponent">The weights given are these times two to this power.</param>
/// <param name="Classes">One weight a class below 2, or empty: all 1.</param>
/// <param name="ClassExponent">The weights given or computed are these times two to this power.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FitWeights(double[] Samples, int SampleExponent, double[] Classes, int ClassExponent)
{
    /// <summary>Products of the weights given are those of these times two to this power, which options in their unit follow.</summary>
    public int Exponent => SampleExponent + ClassExponent;

    /// <summary>Checks the rows and their weights.</summary>
    public static FitWeights Of(Dataset data, ClassWeighting weighting, FitInput input)
    {
        var samples = TrainingInput.InUnitRange(TrainingInput.Validate(data, input), out var exponent);
        var classes = TrainingInput.InUnitRange(weighting.Of(data.Labels, samples, data.ClassCount, exponent), out var classExponent);
        return new FitWeights(samples, exponent, classes, classExponent);
    }

    /// <summary>Products of all rows; empty where all weigh the same.</summary>
    public double[] OfRows(Dataset data) => TrainingInput.RowWeights(data, Classes, Samples);
}
