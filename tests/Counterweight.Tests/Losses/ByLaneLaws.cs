using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Elementwise;
using Counterweight.Losses;
using Counterweight.Losses.Overlap;
using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;
using Counterweight.Tests.Blocks;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>What works lane by lane gives the bits of the block of 64 bytes, whatever the block, in sums and in outputs.</summary>
internal sealed unsafe class ByLaneLaws<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Tails of every length, groups of every number of blocks, and several work items.</summary>
    private static readonly int[] RowCounts = [.. Enumerable.Range(1, 70), 511, 513, 4099];

    private readonly Random random = new(9);

    [Law]
    public void PointLosses()
    {
        var loss = new BinaryFocalLoss<T>(T.CreateChecked(1.5));
        ByLaneOutputs<T> Of(int rows, T[] scores, T[] targets, T[] weights, bool isWhole)
        {
            var outputs = new ByLaneOutputs<T>(rows, rows);
            fixed (T* s = scores, t = targets, w = weights, value = outputs.Value, gradient = outputs.Gradient, hessian = outputs.Hessian)
            {
                var operands = new PointOperands<T>
                {
                    Scores = s,
                    Targets = t,
                    Weights = w,
                    Value = value,
                    Gradient = gradient,
                    Hessian = hessian,
                    Rows = rows,
                    GradientFactor = T.CreateChecked(0.3),
                };
                var job = new PointJob<BinaryFocalLoss<T>, T, On, On>(loss, in operands, 1);
                Run(ref job, isWhole);
                return outputs with { Sum = job.Sum };
            }
        }

        foreach (var rows in RowCounts)
        {
            var (scores, targets, weights) = (Numbers(rows, 8), Targets(rows), Weights(rows));
            ByLaneOutputs<T>.Same(Of(rows, scores, targets, weights, true), Of(rows, scores, targets, weights, false));
        }
    }

    [Law]
    public void TermsOfOverlap()
    {
        (double First, double Second, double Third) Of(int rows, T[] scores, T[] targets, T[] weights, bool isWhole)
        {
            fixed (T* s = scores, t = targets, w = weights)
            {
                var job = new PointTermsJob<Terms, T>(default, s, t, w, rows, 1);
                Run(ref job, isWhole);
                return (job.Sums.First, job.Sums.Second, job.Sums.Third);
            }
        }

        foreach (var rows in RowCounts)
        {
            var (scores, targets, weights) = (Numbers(rows, 8), Targets(rows), Weights(rows));
            Assert.Equal(Of(rows, scores, targets, weights, true), Of(rows, scores, targets, weights, false));
        }
    }

    [Law(2, false)]
    [Law(3, false)]
    [Law(10, false)]
    [Law(61, false)]
    [Law(2, true)]
    [Law(5, true)]
    [Law(70, true)]
    public void SoftmaxOfRowsInLanes(int classes, bool isClassMajor)
    {
        foreach (var rows in RowCounts)
        {
            var (scores, weights) = (Numbers(rows * classes, 8), Weights(rows));
            int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(-1, classes))];
            ByLaneOutputs<T>.Same(Of(rows, scores, labels, weights, true), Of(rows, scores, labels, weights, false));
        }

        ByLaneOutputs<T> Of(int rows, T[] scores, int[] labels, T[] weights, bool isWhole)
        {
            var outputs = new ByLaneOutputs<T>(rows, rows * classes);
            fixed (T* s = scores, w = weights, value = outputs.Value, gradient = outputs.Gradient, hessian = outputs.Hessian, logSumExp = outputs.LogSumExp)
            fixed (int* y = labels, argMax = outputs.ArgMax)
            {
                nint stride = isClassMajor ? rows : classes;
                var operands = new SoftmaxOperands<T>
                {
                    Scores = s,
                    Labels = LabelColumn.Of(y, null),
                    SampleWeights = w,
                    Value = value,
                    Gradient = gradient,
                    Hessian = hessian,
                    LogSumExp = logSumExp,
                    ArgMax = argMax,
                    ScoreStride = stride,
                    GradientStride = stride,
                    HessianStride = stride,
                    Rows = rows,
                    Classes = classes,
                    IgnoreLabel = -1,
                    IsClassMajor = isClassMajor,
                    CountsCorrect = true,
                    LogitScale = T.One,
                    GradientFactor = T.CreateChecked(0.3),
                    HessianFactor = T.One,
                };
                var job = new SoftmaxJob<SoftmaxCrossEntropy<T>, T, On>(new(T.CreateChecked(0.1)), in operands, 1);
                Run(ref job, isWhole);
                return outputs with { Sum = job.Sum };
            }
        }
    }

    [Law(2)]
    [Law(3)]
    [Law(10)]
    [Law(54)]
    public void SoftTargetsOfRowsInLanes(int classes)
    {
        foreach (var rows in RowCounts)
        {
            var (scores, targets, weights) = (Numbers(rows * classes, 8), Targets(rows * classes), Weights(rows));
            ByLaneOutputs<T>.Same(Of(rows, scores, targets, weights, true), Of(rows, scores, targets, weights, false));
        }

        ByLaneOutputs<T> Of(int rows, T[] scores, T[] targets, T[] weights, bool isWhole)
        {
            var outputs = new ByLaneOutputs<T>(rows, rows * classes);
            fixed (T* s = scores, t = targets, w = weights, value = outputs.Value, gradient = outputs.Gradient, hessian = outputs.Hessian)
            {
                var operands = new SoftTargetOperands<T>
                {
                    Scores = s,
                    Targets = t,
                    SampleWeights = w,
                    Value = value,
                    Gradient = gradient,
                    Hessian = hessian,
                    Stride = classes,
                    TargetStride = classes,
                    Rows = rows,
                    Classes = classes,
                    LogitScale = T.One,
                    TargetFraction = T.One,
                    ValueFactor = T.One,
                    GradientFactor = T.CreateChecked(0.3),
                    HessianFactor = T.One,
                };
                var job = new SoftTargetJob<T, On>(in operands, 1);
                Run(ref job, isWhole);
                return outputs with { Sum = job.Sum };
            }
        }
    }

    /// <summary>Every length of the end of a row, the label in every block, parts whose sums are compensated; exponentials in the place of the logits or beside them.</summary>
    [Law]
    public void ExponentialsOfLongRows()
    {
        var block = LaneSums<TBlock, T>.Lanes;
        foreach (var classes in (int[])[.. Enumerable.Range(block, 3 * block), (20 * block) + 3, (300 * block) + 5, (600 * block) + (block / 2)])
        {
            var (scores, bias, margins) = (Numbers(classes, 8), Numbers(classes, 1), Numbers(classes, 1));
            foreach (var label in (int[])[0, classes / 2, classes - block, classes - 1])
            {
                var job = new ExponentialsJob(scores, null, null, label);
                Same(ref job);
                job = new ExponentialsJob(scores, bias, margins, label);
                Same(ref job);
            }
        }

        static void Same(ref ExponentialsJob job)
        {
            BlockDispatch.Run<ExponentialsJob, T>(ref job);
            var expected = job.Results;
            job.Run<TBlock>();
            Assert.Equal(expected, job.Results);
        }
    }

    [Law]
    public void Maps()
    {
        foreach (var length in RowCounts)
        {
            var source = Numbers(length, 8);
            var (expected, found) = (new T[length], new T[length]);
            var whole = new MapLoop<Sigmoid, T>(default, source, expected);
            BlockDispatch.Run<MapLoop<Sigmoid, T>, T>(ref whole);
            new MapLoop<Sigmoid, T>(default, source, found).Run<TBlock>();
            Assert.Equal(expected, found);
        }
    }

    private static void Run<TJob>(ref TJob job, bool isWhole)
        where TJob : struct, IBlockJob<T>, allows ref struct
    {
        if (isWhole)
        {
            BlockDispatch.Run<TJob, T>(ref job);
        }
        else
        {
            job.Run<TBlock>();
        }
    }

    private T[] Numbers(int count, double range) => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(range * ((2 * random.NextDouble()) - 1)))];

    private T[] Targets(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(random.NextDouble()))];

    private T[] Weights(int count) => [.. Enumerable.Range(0, count).Select(i => i % 7 == 3 ? T.Zero : T.CreateChecked(random.NextDouble()))];

    private readonly struct Terms : IPointTerms<T>
    {
        public void Evaluate<TAny>(TAny score, TAny target, out TAny first, out TAny second, out TAny third)
            where TAny : struct, IBlock<TAny, T> => (first, second, third) = (score * target, score - target, TAny.Sigmoid(score));
    }

    private readonly struct Sigmoid : IMap<T>
    {
        public TAny Apply<TAny>(TAny x)
            where TAny : struct, IBlock<TAny, T> => TAny.Sigmoid(x);
    }

    /// <summary>The lanes of the sum of a row's exponentials, and the exponentials: beside the logits, in their place, and not kept.</summary>
    private struct ExponentialsJob(T[] scores, T[]? bias, T[]? margins, int label) : IBlockJob<T>
    {
        public T[] Results { get; private set; } = [];

        public void Run<TAny>()
            where TAny : struct, ISimdBlock<TAny, T> => Results = bias is null ? [.. All<TAny, Off>()] : [.. All<TAny, On>()];

        private readonly IEnumerable<T> All<TAny, TTransformed>()
            where TAny : struct, ISimdBlock<TAny, T>
            where TTransformed : struct, IStaticFlag
        {
            var (beside, copy) = (new T[scores.Length], scores.ToArray());
            return [.. One<TAny, TTransformed, On>(scores, beside), .. beside, .. One<TAny, TTransformed, On>(copy, copy), .. copy, .. One<TAny, TTransformed, Off>(scores, null)];
        }

        private readonly T[] One<TAny, TTransformed, TKeep>(T[] from, T[]? to)
            where TAny : struct, ISimdBlock<TAny, T>
            where TTransformed : struct, IStaticFlag
            where TKeep : struct, IStaticFlag
        {
            var lanes = new T[LaneSums<TAny, T>.Lanes];
            fixed (T* s = from, e = to, b = bias, m = margins, sums = lanes)
            {
                var operands = new SoftmaxOperands<T> { Classes = from.Length, Bias = b, Margins = m, LogitScale = T.CreateChecked(0.75) };
                LongRowExponentials<TAny, T, TTransformed>.Sum<TKeep>(in operands, s, label, T.CreateChecked(9), e, sums);
            }

            return lanes;
        }
    }
}
