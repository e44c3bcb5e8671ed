using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Tests.Catalog;

/// <summary>The references' gradients and Hessians are the derivatives of their own losses, by finite differences.</summary>
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
            var hessian = kernel.Reference(set, shape)["hessian"].Values;
            for (var i = 0; i < gradient.Length; i++)
            {
                var score = set.Span<double>("scores")[i];
                var (aboveLoss, aboveGradient) = At(score + Step, i);
                var (belowLoss, belowGradient) = At(score - Step, i);
                set.Span<double>("scores")[i] = score;
                Assert.Equal((aboveLoss - belowLoss) / (2 * Step), gradient[i], 1e-7 * Math.Max(1, Math.Abs(gradient[i])));
                Assert.Equal((aboveGradient - belowGradient) / (2 * Step), hessian[i], 1e-7 * Math.Max(1, Math.Abs(hessian[i])));
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
