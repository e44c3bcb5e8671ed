using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Tests.Catalog;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>No layout reads or writes outside its spans, nor allocates.</summary>
public sealed unsafe class LayoutMemoryTests
{
    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void NothingOutsideTheSpansIsTouched(int classes)
    {
        Assert.SkipUnless(GuardedMemory.IsSupported, "Guard pages are made by Linux calls.");
        Check<float>(classes);
        Check<double>(classes);
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void OneThreadAllocatesNothing(int classes)
    {
        foreach (var rows in (int[])[1, 17, 100])
        {
            foreach (var layout in Layouts(rows, classes))
            {
                var batch = SoftmaxBatch<float>.Create(rows, classes);
                var length = Length(layout, rows);
                var (scores, gradient, hessian) = (new float[length], new float[length], new float[length]);
                var (value, logSumExp, argMax, perClass) = (new float[rows], new float[rows], new int[rows], new LossSum[classes]);
                Assert.Equal(0, Allocation.Of(() => SoftmaxLoss.Evaluate(
                    new SoftmaxCrossEntropy<float>(),
                    scores,
                    layout,
                    batch.Labels,
                    new LossWeights<float> { PerClass = batch.ClassWeights, PerSample = batch.SampleWeights },
                    new LossOutputs<float> { Value = value, Gradient = gradient, Hessian = hessian, Scale = GradientScale.PerWeight },
                    new RowOutputs<float> { LogSumExp = logSumExp, ArgMax = argMax, PerClass = perClass, CountsCorrect = true })));
            }
        }
    }

    private static void Check<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var most = sizeof(T) * (classes + 3) * 103;
        using var scores = new GuardedMemory(most);
        using var gradient = new GuardedMemory(most);
        using var hessian = new GuardedMemory(most);
        using var labels = new GuardedMemory(400);
        using var argMax = new GuardedMemory(400);
        using var sampleWeights = new GuardedMemory(800);
        using var value = new GuardedMemory(800);
        using var logSumExp = new GuardedMemory(800);
        using var classWeights = new GuardedMemory(sizeof(T) * classes);
        using var perClass = new GuardedMemory(sizeof(LossSum) * classes);
        foreach (var rows in (int[])[0, 1, 5, 16, 17, 31, 33, 100])
        {
            var batch = SoftmaxBatch<T>.Create(rows, classes);
            foreach (var layout in Layouts(rows, classes))
            {
                var length = Length(layout, rows);
                foreach (var atEnd in (bool[])[false, true])
                {
                    foreach (var parts in (SoftmaxParts[])[SoftmaxParts.None, SoftmaxParts.Gradient, SoftmaxParts.Hessian, SoftmaxParts.All])
                    {
                        Span<T> Matrix(GuardedMemory memory, SoftmaxParts part) => parts.HasFlag(part) ? Place<T>(memory, length, atEnd) : default;
                        var weights = new LossWeights<T> { PerClass = Place<T>(classWeights, classes, atEnd), PerSample = Place<T>(sampleWeights, rows, atEnd) };
                        var outputs = new LossOutputs<T>
                        {
                            Value = parts.HasFlag(SoftmaxParts.Value) ? Place<T>(value, rows, atEnd) : default,
                            Gradient = Matrix(gradient, SoftmaxParts.Gradient),
                            Hessian = Matrix(hessian, SoftmaxParts.Hessian),
                            Scale = GradientScale.PerWeight,
                        };
                        var all = parts == SoftmaxParts.All;
                        var rowOutputs = new RowOutputs<T>
                        {
                            LogSumExp = all ? Place<T>(logSumExp, rows, atEnd) : default,
                            ArgMax = all ? Place<int>(argMax, rows, atEnd) : default,
                            PerClass = all ? Place<LossSum>(perClass, classes, atEnd) : default,
                        };
                        var placedLabels = Place<int>(labels, rows, atEnd);
                        batch.Labels.CopyTo(placedLabels);
                        batch.ClassWeights.CopyTo(Place<T>(classWeights, classes, atEnd));
                        batch.SampleWeights.CopyTo(Place<T>(sampleWeights, rows, atEnd));
                        var placedScores = Place<T>(scores, length, atEnd);
                        placedScores.Fill(T.One);
                        var sum = SoftmaxLoss.Evaluate(new SoftmaxCrossEntropy<T>(), placedScores, layout, placedLabels, weights, outputs, rowOutputs);
                        Assert.Equal(sum.Weight * Math.Log(classes), sum.Loss, 1e-5 * (1 + sum.Weight));
                    }
                }
            }
        }
    }

    private static Span<T> Place<T>(GuardedMemory memory, int length, bool atEnd)
        where T : unmanaged => new(atEnd ? memory.EndLess(length * sizeof(T)) : memory.Start, length);

    private static IEnumerable<LogitLayout> Layouts(int rows, int classes) =>
        [LogitLayout.RowMajor(classes), LogitLayout.RowMajor(classes, classes + 3), LogitLayout.ClassMajor(classes), LogitLayout.ClassMajor(classes, rows + 3)];

    private static int Length(LogitLayout layout, int rows)
    {
        var (lines, line) = layout.IsClassMajor ? (layout.ClassCount, rows) : (rows, layout.ClassCount);
        return rows == 0 ? 0 : ((lines - 1) * (layout.Stride == 0 ? line : layout.Stride)) + line;
    }
}
