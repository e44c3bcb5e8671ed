using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Tests.Catalog;

/// <summary>The references' gradients and Hessians are the derivatives of their own losses, by finite differences.</summary>
[Trait("Registers", "any")]
public sealed class DerivativeTests
{
    private const double Step = 1e-4;

    public static TheoryData<string> Losses =>
        [.. KernelCatalog.All.Where(kernel => kernel.ElementType == typeof(double) && kernel.Operands(new(1)).Any(operand => string.Equals(operand.Name, "gradient", StringComparison.Ordinal))).Select(kernel => kernel.ToString())];

    [Theory]
    [MemberData(nameof(Losses))]
    public void GradientAndHessianAreTheDerivatives(string name)
    {
        var kernel = KernelCatalog.Find(name);
        foreach (var shape in kernel.HasWidth ? (Shape[])[new(9, 2), new(7, 5), new(2, 40)] : [new(40)])
        {
            using var set = Call.Prepare(kernel, shape, InputKind.Ordinary);
            var gradient = kernel.Reference(set, shape)["gradient"].Values;
            var isClamped = kernel.Reference(set, shape).TryGetValue("clampedHessian", out var clamped);
            var hessian = (isClamped ? clamped! : kernel.Reference(set, shape)["hessian"]).Values;
            for (var i = 0; i < gradient.Length; i++)
            {
                var score = set.Span<double>("scores")[i];
                var (loss, slope) = Difference(score, i, Step);
                var (lossOfTwo, slopeOfTwo) = Difference(score, i, 2 * Step);
                set.Span<double>("scores")[i] = score;

                // Of fourth order: scaled logits have high derivatives.
                Assert.Equal(((4 * loss) - lossOfTwo) / 3, gradient[i], 1e-7 * Math.Max(1, Math.Abs(gradient[i])));
                var curvature = ((4 * slope) - slopeOfTwo) / 3;
                Assert.Equal(isClamped ? Math.Max(curvature, 0) : curvature, hessian[i], 1e-7 * Math.Max(1, Math.Abs(hessian[i])));
            }

            (double Loss, double Gradient) Difference(double score, int i, double step)
            {
                var (aboveLoss, aboveGradient) = At(score + step, i);
                var (belowLoss, belowGradient) = At(score - step, i);
                return ((aboveLoss - belowLoss) / (2 * step), (aboveGradient - belowGradient) / (2 * step));
            }

            (double Loss, double Gradient) At(double score, int i)
            {
                set.Span<double>("scores")[i] = score;
                var reference = kernel.Reference(set, shape);
                return (reference["value"].Values[i / shape.Width], reference["gradient"].Values[i]);
            }
        }
    }
}
