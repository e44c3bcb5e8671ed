using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>How to call a softmax loss; the call checks that it writes its outputs and nothing else.</summary>
internal sealed record SoftmaxCall<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Sentinel = 77;

    public T Smoothing { get; init; }

    public LogitTransform<T> Transform { get; init; }

    public GradientScale Scale { get; init; }

    public HessianFactor HessianFactor { get; init; }

    public bool ClampHessian { get; init; }

    public SoftmaxParts Parts { get; init; } = SoftmaxParts.All;

    public bool IsClassMajor { get; init; }

    /// <summary>Elements between rows, or class-major between classes.</summary>
    public int Gap { get; init; }

    /// <summary>The output that takes the place of the scores, if any.</summary>
    public SoftmaxParts Replacement { get; init; }

    public int Threads { get; init; } = 1;

    public bool HasLongLabels { get; init; }

    /// <summary>The same labels as longs.</summary>
    public static long[] Long(int[] labels) => [.. labels.Select(label => (long)label)];

    public SoftmaxResult<T> Run(SoftmaxBatch<T> batch) =>
        Run(new SoftmaxCrossEntropy<T>(Smoothing, SoftmaxBatch<T>.IgnoreLabel, Transform), batch);

    public SoftmaxResult<T> Run<TLoss>(TLoss loss, SoftmaxBatch<T> batch)
        where TLoss : struct, ISoftmaxLoss<T>
    {
        var layout = Layout(batch);
        var scores = new LaidOut<T>(layout, batch.Rows, T.NaN).With(batch.Scores);
        var gradient = Output(SoftmaxParts.Gradient, scores, batch);
        var hessian = Output(SoftmaxParts.Hessian, scores, batch);
        var value = Allocate<T>(SoftmaxParts.Value, batch.Rows);
        var logSumExp = Allocate<T>(SoftmaxParts.Rows, batch.Rows);
        var argMax = Allocate<int>(SoftmaxParts.Rows, batch.Rows);
        var perClass = Allocate<LossSum>(SoftmaxParts.PerClass, batch.Classes);
        var weights = new LossWeights<T> { PerClass = batch.ClassWeights, PerSample = batch.SampleWeights };
        var outputs = new LossOutputs<T> { Value = value, Gradient = gradient is null ? default : gradient.Span, Hessian = hessian is null ? default : hessian.Span, Scale = Scale };
        var rowOutputs = new RowOutputs<T>
        {
            LogSumExp = logSumExp,
            ArgMax = argMax,
            PerClass = perClass,
            CountsCorrect = Parts.HasFlag(SoftmaxParts.Rows),
            HessianFactor = HessianFactor,
            ClampHessian = ClampHessian,
        };
        var sum = HasLongLabels
            ? SoftmaxLoss.Evaluate(loss, scores.Span, layout, Long(batch.Labels), weights, outputs, rowOutputs, Threads)
            : SoftmaxLoss.Evaluate(loss, scores.Span, layout, batch.Labels, weights, outputs, rowOutputs, Threads);
        foreach (var matrix in (LaidOut<T>?[])[scores, gradient, hessian])
        {
            matrix?.AssertNothingElseWritten();
        }

        if (Replacement == SoftmaxParts.None)
        {
            SameBits.Assert<T>(batch.Scores, scores.Packed(), "scores");
        }

        return new(sum, value, gradient?.Packed() ?? [], hessian?.Packed() ?? [], logSumExp, argMax, perClass);
    }

    private LogitLayout Layout(SoftmaxBatch<T> batch) => IsClassMajor
        ? LogitLayout.ClassMajor(batch.Classes, Gap == 0 ? 0 : batch.Rows + Gap)
        : LogitLayout.RowMajor(batch.Classes, Gap == 0 ? 0 : batch.Classes + Gap);

    private LaidOut<T>? Output(SoftmaxParts part, LaidOut<T> scores, SoftmaxBatch<T> batch) =>
        !Parts.HasFlag(part) ? null
        : Replacement == part ? scores
        : new LaidOut<T>(Layout(batch), batch.Rows, T.CreateChecked(Sentinel));

    private TElement[] Allocate<TElement>(SoftmaxParts part, int length) => Parts.HasFlag(part) ? new TElement[length] : [];
}
