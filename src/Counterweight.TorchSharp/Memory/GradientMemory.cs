using Counterweight.Gradients;

namespace Counterweight.TorchSharp.Memory;

/// <summary>Clips gradients in the memory of tensors; null where a parameter has none. All are checked before any is written.</summary>
internal static class GradientMemory
{
    /// <summary>Clips to a norm of all together, which it returns.</summary>
    public static double ByNorm(ITensorMemory?[] gradients, double maxNorm, int threads)
    {
        var norm = GradientNorm.Of<double>([]);
        ForEach(
            gradients,
            (gradient, name) => norm += GradientNorm.Of<float>(TensorElements.Of<float>(gradient, name), threads),
            (gradient, name) => norm += GradientNorm.Of<double>(TensorElements.Of<double>(gradient, name), threads));

        // Refuses a norm that is not finite, and a bad bound, even where there is nothing to clip.
        GradientClipping.ByGlobalNorm<double>([], norm, maxNorm);
        ForEach(
            gradients,
            (gradient, name) => GradientClipping.ByGlobalNorm(TensorElements.Of<float>(gradient, name), norm, maxNorm, threads),
            (gradient, name) => GradientClipping.ByGlobalNorm(TensorElements.Of<double>(gradient, name), norm, maxNorm, threads));
        return norm.Norm;
    }

    /// <summary>Clips each element to ±limit.</summary>
    public static void ByValue(ITensorMemory?[] gradients, double limit)
    {
        GradientClipping.ByValue<float>([], (float)limit);
        ForEach(gradients, (gradient, name) => TensorElements.Of<float>(gradient, name), (gradient, name) => TensorElements.Of<double>(gradient, name));
        ForEach(
            gradients,
            (gradient, name) => GradientClipping.ByValue(TensorElements.Of<float>(gradient, name), (float)limit),
            (gradient, name) => GradientClipping.ByValue(TensorElements.Of<double>(gradient, name), limit));
    }

    private static void ForEach(ITensorMemory?[] gradients, Action<ITensorMemory, string> single, Action<ITensorMemory, string> wide)
    {
        for (var i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is { } gradient)
            {
                var act = string.Equals(gradient.ElementType, TensorElements.Name<float>(), StringComparison.Ordinal) ? single : wide;
                act(gradient, FormattableString.Invariant($"parameters[{i}].grad"));
            }
        }
    }
}
