using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.SoftTargets;
using Counterweight.Weighting;

namespace Counterweight.Tests.Losses.SoftTargets;

/// <summary>Rows of logits and of target probabilities.</summary>
internal sealed record SoftTargetBatch<T>(int Classes, T[] Scores, T[] Targets, T[]? ClassWeights = null, T[]? SampleWeights = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Rows => Targets.Length / Classes;

    public int[] Indices => [.. Enumerable.Range(0, Rows)];

    public T[] Row(T[] matrix, int row) => matrix[(row * Classes)..((row + 1) * Classes)];

    public SoftTargetBatch<T> Take(int[] rows) => this with
    {
        Scores = [.. rows.SelectMany(i => Row(Scores, i))],
        Targets = [.. rows.SelectMany(i => Row(Targets, i))],
        SampleWeights = SampleWeights is null ? null : [.. rows.Select(i => SampleWeights[i])],
    };

    public Evaluated<T> CrossEntropy(double smoothing = 0, LogitTransform<T> transform = default) =>
        Evaluate(new SoftTargetCrossEntropy<T>(T.CreateChecked(smoothing), transform));

    public Evaluated<T> Distillation(double temperature = 1) => Evaluate(new DistillationLoss<T>(T.CreateChecked(temperature)));

    public Evaluated<T> Evaluate<TLoss>(TLoss loss, GradientScale scale = default, int threads = 1)
        where TLoss : struct, ISoftTargetLoss<T>
    {
        var result = new Evaluated<T>(default, new T[Rows], new T[Scores.Length], new T[Scores.Length]);
        var weights = new LossWeights<T> { PerClass = ClassWeights, PerSample = SampleWeights };
        var outputs = new LossOutputs<T> { Value = result.Value, Gradient = result.Gradient, Hessian = result.Hessian, Scale = scale };
        return result with { Sum = SoftTargetLoss.Evaluate(loss, Scores, LogitLayout.RowMajor(Classes), Targets, weights, outputs, threads) };
    }
}
