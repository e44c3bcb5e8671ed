using System.Runtime.InteropServices;
using Counterweight.Core.Sums;

namespace Counterweight.Calibration;

/// <summary>Loss, gradient and Hessian of slope and intercept.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlattSums(double Loss, double SlopeGradient, double InterceptGradient, double SlopeHessian, double MixedHessian, double InterceptHessian)
{
    /// <summary>Newton's step.</summary>
    public void Direction(double ridge, out double slope, out double intercept)
    {
        var raised = ridge * Math.Max(SlopeHessian, InterceptHessian);
        var (a, b, c) = (SlopeHessian + raised, MixedHessian, InterceptHessian + raised);
        var determinant = (a * c) - (b * b);
        if (!(determinant > 0))
        {
            (slope, intercept) = (0, c > 0 ? -InterceptGradient / c : 0);
            return;
        }

        slope = -((c * SlopeGradient) - (b * InterceptGradient)) / determinant;
        intercept = -((a * InterceptGradient) - (b * SlopeGradient)) / determinant;
    }

    /// <summary>Exact sums over rows.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct Accumulator
    {
        private ReproducibleSum loss;
        private ReproducibleSum slopeGradient;
        private ReproducibleSum interceptGradient;
        private ReproducibleSum slopeHessian;
        private ReproducibleSum mixedHessian;
        private ReproducibleSum interceptHessian;

        public readonly PlattSums Value => new(loss.Value, slopeGradient.Value, interceptGradient.Value, slopeHessian.Value, mixedHessian.Value, interceptHessian.Value);

        /// <summary>Adds a row: products with its weight are exact, so that twice the weight is twice the row.</summary>
        public void Add(double weight, double unit, double value, double gradient, double hessian)
        {
            loss.AddProduct(weight, value);
            slopeGradient.AddProduct(weight, gradient * unit);
            interceptGradient.AddProduct(weight, gradient);
            slopeHessian.AddProduct(weight, hessian * unit * unit);
            mixedHessian.AddProduct(weight, hessian * unit);
            interceptHessian.AddProduct(weight, hessian);
        }
    }
}
