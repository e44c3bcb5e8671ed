using Counterweight.Losses;
using Counterweight.Losses.Softmax;
using Counterweight.Metrics;
using Counterweight.Samples;
using Counterweight.Training.Data;
using Counterweight.Weighting;
using Counterweight.Weighting.Online;

// Softmax regression learns a stream in which the classes' shares change at some row.
var all = Shuttle.Load();
var stream = DriftingStream.Create(all.Labels);
var data = all.Subset(stream);
var inputs = Shuttle.Inputs(data, Standardizer.Fit(data.Subset([.. Enumerable.Range(0, 1000)])));
var labels = data.Labels.ToArray();

// Weights of the first thousand labels, kept; and weights of the last five hundred, at every step.
var counts = new long[data.ClassCount];
ClassWeights.Count(labels.AsSpan(0, 1000), counts);
var known = new float[data.ClassCount];
ClassWeights.BalancedFromCounts(counts, known);
var window = new LabelWindow(data.ClassCount, length: 500);
Follow("fixed weights", (_, weights) => known.CopyTo(weights, 0));
Follow("weights of the window", (batch, weights) =>
{
    window.Add(batch);
    window.Balanced<float>(weights, pseudoCount: 1);
});

void Follow(string name, Action<int[], float[]> weigh)
{
    var layer = new Layer(Shuttle.InputCount, data.ClassCount, seed: 1);
    var weights = new float[data.ClassCount];
    ConfusionMatrix before = new(data.ClassCount), after = new(data.ClassCount);
    foreach (var rows in Enumerable.Range(0, labels.Length).Chunk(50))
    {
        // Each batch is answered first, and learnt when its labels are known.
        var own = inputs[(rows[0] * Shuttle.InputCount)..((rows[^1] + 1) * Shuttle.InputCount)];
        var truth = labels[rows[0]..(rows[^1] + 1)];
        var logits = layer.Forward(own);
        (rows[0] < DriftingStream.Drift ? before : after).AddScores<float>(logits, truth);
        weigh(truth, weights);
        SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(),
            logits,
            data.ClassCount,
            truth,
            new LossWeights<float> { PerClass = weights },
            new LossOutputs<float> { Gradient = logits, Scale = GradientScale.PerRow });
        layer.Step(own, logits, rate: 0.05f);
    }

    Console.WriteLine(FormattableString.Invariant($"before the drift, {name}: balanced accuracy {before.BalancedAccuracy:F3}"));
    Console.WriteLine(FormattableString.Invariant($"after the drift, {name}: balanced accuracy {after.BalancedAccuracy:F3}"));
}
