using Counterweight.Histograms;
using Counterweight.Splits;
using Counterweight.Training.Boosting.Objectives;
using Counterweight.Training.Trees.Gradients;

namespace Counterweight.Training.Boosting;

/// <summary>Leaf values without class weights, of trees whose splits were chosen with them: see <see cref="PriorCorrection.LeafValues"/>.</summary>
/// <param name="objective">The loss.</param>
/// <param name="weights">Sample weights alone, one a row, or empty: all 1.</param>
/// <param name="shift">What each output's scores have more where class weights count.</param>
/// <param name="gain">Penalties of leaf values, in the unit of these weights.</param>
/// <param name="unitHessians">Whether Hessians are 1.</param>
internal sealed class GradientRefit(GradientObjective objective, float[] weights, double[] shift, BoostingGain gain, bool unitHessians)
{
    private readonly double[] shifted = new double[objective.Length];
    private readonly float[] gradients = new float[objective.Length];
    private readonly float[] hessians = new float[objective.Length];
    private readonly byte[] oneBin = new byte[objective.RowCount];
    private GradientHistogramScale? weightScale;

    /// <summary>The weights that leaf values are of.</summary>
    public float[] Weights => weights;

    /// <summary>The scores that the weighted rows see.</summary>
    public double[] ShiftedScores(double[] scores)
    {
        for (var i = 0; i < shifted.Length; i++)
        {
            shifted[i] = scores[i] + shift[objective.IsClassMajor ? i / objective.RowCount : i % shift.Length];
        }

        return shifted;
    }

    /// <summary>Takes the gradients at the scores themselves.</summary>
    public void Differentiate(double[] scores, int degreeOfParallelism)
    {
        objective.Evaluate(scores, gradients, hessians, degreeOfParallelism);
        GradientStart.Curve(objective, hessians, unitHessians, degreeOfParallelism);
        weightScale ??= GradientHistogramScale.For<float>(weights, gradients, hessians, objective.OutputCount);
    }

    /// <summary>Replaces the values of a tree's leaves.</summary>
    public void Apply(GradientTree tree, PartitionedRows rows, int output)
    {
        var outputs = tree.Values.Length / tree.Splits.Length;
        var first = outputs == 1 ? output * objective.RowCount : 0;
        var length = objective.RowCount * outputs;
        var scale = weightScale!.Value.WithGradients<float>(weights, gradients.AsSpan(first, length), hessians.AsSpan(first, length), outputs);
        var operands = new GradientOperands(weights, gradients.AsMemory(first, length), hessians.AsMemory(first, length), scale, [], !objective.HasTargetsUnit);
        var sums = new double[2 * outputs];
        foreach (var (node, ranges) in tree.Leaves)
        {
            var own = rows.Slice(ranges[0].Start, ranges[0].End);
            GradientTotals.Sum(oneBin, own, weights, operands.Gradients, operands.Hessians, scale, sums);
            var weight = GradientLeafSums.Weight(own, weights, scale);
            for (var k = 0; k < outputs; k++)
            {
                var (gradient, hessian) = GradientLeafSums.Of((sums[2 * k], sums[(2 * k) + 1]), weight, gain.L2, own, in operands, outputs, k);
                tree.Values[(node * outputs) + k] = gain.LeafValue(gradient, hessian);
            }
        }
    }
}
