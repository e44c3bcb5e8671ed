using Counterweight.Histograms;
using Counterweight.Training.Trees;
using Counterweight.Training.Trees.Gradients;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

/// <summary>Sums of leaves that histograms have rounded away are taken again, of each output by itself.</summary>
public class GradientLeafSumsTests
{
    private const int Rows = 500;
    private const int Outputs = 3;
    private static readonly int[] Leaf = [.. Enumerable.Range(0, Rows).Where(row => row % 3 > 0)];
    private static readonly (float Gradient, float Hessian)[] Terms = Draw();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SumsTakenAgainAreThoseOfTheirOutput(bool isWeighted)
    {
        float[] weights = isWeighted ? [.. Enumerable.Range(0, Rows).Select(row => (float)(row % 7))] : [];
        var (operands, scale) = Operands(weights, true);
        var weight = GradientLeafSums.Weight(Leaf, weights, scale);
        Assert.Equal(Leaf.Sum(row => isWeighted ? row % 7 : 1), scale.ToWeight(weight));
        for (var output = 0; output < Outputs; output++)
        {
            var k = output;
            var gradient = Leaf.Sum(row => (isWeighted ? weights[row] : 1.0) * Terms[(row * Outputs) + k].Gradient);
            var hessian = Leaf.Sum(row => (isWeighted ? weights[row] : 1.0) * Terms[(row * Outputs) + k].Hessian);

            // A histogram that has rounded all away.
            var sums = GradientLeafSums.Of((0, 0), weight, 0, Leaf, in operands, Outputs, output);
            Assert.Equal(gradient, sums.Gradient, 1e-13);
            Assert.Equal(hessian, sums.Hessian, 1e-15);
        }
    }

    [Fact]
    public void SumsThatRoundingCannotMoveAreKept()
    {
        var (operands, scale) = Operands([], true);
        var weight = GradientLeafSums.Weight(Leaf, [], scale);
        Assert.Equal((3, 5), GradientLeafSums.Of((3, 5), weight, 0, Leaf, in operands, Outputs, 0));
        Assert.Equal((3, 0), GradientLeafSums.Of((3, 0), weight, 1e9, Leaf, in operands, Outputs, 0));
        var (plain, _) = Operands([], false);
        Assert.Equal((3, 0), GradientLeafSums.Of((3, 0), weight, 0, Leaf, in plain, Outputs, 0));
    }

    private static (GradientOperands Operands, GradientHistogramScale Scale) Operands(float[] weights, bool refines)
    {
        float[] gradients = [.. Terms.Select(term => term.Gradient)], hessians = [.. Terms.Select(term => term.Hessian)];
        var scale = GradientHistogramScale.For<float>(weights, gradients, hessians, Outputs);
        return (new(weights, gradients, hessians, scale, [], refines), scale);
    }

    /// <summary>Gradients up to 1, Hessians up to a thousandth.</summary>
    private static (float Gradient, float Hessian)[] Draw()
    {
        var random = new Random(61);
        return [.. Enumerable.Range(0, Rows * Outputs).Select(i => ((float)((2 * random.NextDouble()) - 1) / (1 + (i % 3)), (float)random.NextDouble() / 1000))];
    }
}
