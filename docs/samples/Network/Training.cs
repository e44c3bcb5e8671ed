using Counterweight.Draws;
using Counterweight.Losses;
using Counterweight.Losses.Softmax;
using Counterweight.Randomness;

namespace Counterweight.Samples;

/// <summary>Rows of a mini-batch, their labels and their weights.</summary>
internal sealed record Batch(int[] Rows, int[] Labels, float[] Weights);

/// <summary>A few epochs of mini-batches. What is learnt from a batch is up to the caller.</summary>
internal sealed class Training(float[] inputs, int[] labels, int classes)
{
    /// <param name="gradient">Replaces the logits of a batch by their gradient.</param>
    /// <param name="weigh">Given the epoch and the loss of each row, writes the weights of the rows; null: all 1.</param>
    public Network Run(Action<float[], Batch> gradient, Action<int, float[], float[]>? weigh = null)
    {
        var network = new Network(Shuttle.InputCount, hidden: 16, classes);
        var order = Enumerable.Range(0, labels.Length).ToArray();
        var (weights, losses) = (Enumerable.Repeat(1f, labels.Length).ToArray(), new float[labels.Length]);
        for (var epoch = 0; epoch < 4; epoch++)
        {
            SoftmaxLoss.Evaluate<SoftmaxCrossEntropy<float>, float>(new(), network.Logits(inputs, out _), classes, labels, outputs: new LossOutputs<float> { Value = losses });
            weigh?.Invoke(epoch, losses, weights);
            RandomOrder.Shuffle(new RandomStream(3), epoch * (long)order.Length, order);
            foreach (var rows in order.Chunk(64))
            {
                var own = Gather(inputs, rows, Shuttle.InputCount);
                var logits = network.Logits(own, out var activations);
                gradient(logits, new(rows, Gather(labels, rows, 1), Gather(weights, rows, 1)));
                network.Step(own, activations, logits, rate: 0.05f);
            }
        }

        return network;
    }

    /// <summary>Some rows of a matrix.</summary>
    public static T[] Gather<T>(T[] matrix, int[] rows, int width) => [.. rows.SelectMany(row => new ArraySegment<T>(matrix, row * width, width))];
}
