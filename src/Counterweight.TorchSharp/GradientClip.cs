using Counterweight.Gradients;
using Counterweight.TorchSharp.Memory;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Counterweight.TorchSharp;

/// <summary>Clips the gradients of parameters in place, as <c>torch.nn.utils</c> does, with sums that are the same bits in any order and for any number of threads.</summary>
/// <remarks>Parameters without a gradient are skipped. Gradients lie on the processor, dense and contiguous, float32 or float64. <see cref="GradientClipping"/> has formulas and errors.</remarks>
public static class GradientClip
{
    /// <summary>Scales all gradients by min(1, max_norm/‖g‖), ‖g‖ the Euclidean norm of all together.</summary>
    /// <param name="parameters">Parameters of a model, after <c>backward</c>.</param>
    /// <param name="max_norm">Above 0; ∞ only measures.</param>
    /// <returns>‖g‖ before clipping.</returns>
    /// <exception cref="ArgumentException">A gradient is of another device, layout or type, or ‖g‖ is not finite. No gradient has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="max_norm"/> is not above 0. No gradient has been written.</exception>
    public static double ByNorm(IEnumerable<Parameter> parameters, double max_norm) => With(parameters, gradients => GradientMemory.ByNorm(gradients, max_norm, Math.Max(1, get_num_threads())));

    /// <summary>Sets each element of the gradients to the nearest within ±clip_value; NaN stays NaN.</summary>
    /// <param name="parameters">Parameters of a model, after <c>backward</c>.</param>
    /// <param name="clip_value">Above 0.</param>
    /// <exception cref="ArgumentException">A gradient is of another device, layout or type. No gradient has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="clip_value"/> is not above 0. No gradient has been written.</exception>
    public static void ByValue(IEnumerable<Parameter> parameters, double clip_value) => With(parameters, gradients =>
    {
        GradientMemory.ByValue(gradients, clip_value);
        return 0.0;
    });

    private static double With(IEnumerable<Parameter> parameters, Func<ITensorMemory?[], double> clip)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Tensor?[] gradients = [.. parameters.Select(parameter => parameter.grad)];
        try
        {
            return clip(Array.ConvertAll<Tensor?, ITensorMemory?>(gradients, TorchMemory.OfOptional));
        }
        finally
        {
            Array.ForEach(gradients, gradient => gradient?.Dispose());
        }
    }
}
