// sample: usings
using Counterweight.Losses;
using Counterweight.Losses.Softmax;
using Counterweight.Weighting;
// end

namespace Counterweight.Packages.Tests.Consumer;

/// <summary>The code of the README in the package of the kernels.</summary>
internal static class KernelSample
{
    public static (LossSum Sum, float[] Gradient) Run()
    {
        // sample: a weighted loss and its gradient
        float[] logits = [2.0f, 0.1f, -1.0f, 0.3f, 0.2f, 3.0f, 1.0f, 0.5f, 0.1f, 0.2f, 0.9f, 0.3f]; // 4 rows × 3 classes
        int[] labels = [0, 2, 0, 1];
        var classWeights = new float[3];
        ClassWeights.Balanced<float>(labels, classWeights); // the rarer a class, the more its rows weigh

        var gradient = new float[logits.Length];
        var sum = SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(labelSmoothing: 0f),
            logits,
            classCount: 3,
            labels,
            new LossWeights<float> { PerClass = classWeights },
            new LossOutputs<float> { Gradient = gradient });
        Console.WriteLine($"loss per unit of weight {sum.WeightedMean:F4}");
        // end
        return (sum, gradient);
    }
}
