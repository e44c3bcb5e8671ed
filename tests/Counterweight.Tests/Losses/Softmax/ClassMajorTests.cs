using System.Numerics;
using Counterweight.Losses.Rows;
using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Class-major logits: up to 63 classes the bits of row-major ones, gaps neither read nor written, any number of threads.</summary>
public sealed class ClassMajorTests
{
    [Theory]
    [MemberData(nameof(LayoutClasses.RowPerLane), MemberType = typeof(LayoutClasses))]
    public void FewClassesGiveTheBitsOfRowMajor(int classes)
    {
        Check<float>(classes);
        Check<double>(classes);
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.RowPerLane), MemberType = typeof(LayoutClasses))]
    public void SoDoesEveryKindOfLoss(int classes)
    {
        Losses<float>(classes);
        Losses<double>(classes);
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.LongRow), MemberType = typeof(LayoutClasses))]
    public void GapsAndReplacementChangeNoBitOfManyClasses(int classes)
    {
        CheckGaps<float>(classes);
        CheckGaps<double>(classes);
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void AnyNumberOfThreadsGivesTheSameBits(int classes)
    {
        CheckThreads<float>(classes);
        CheckThreads<double>(classes);
    }

    private static void Check<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var (batch, call) in Calls<T>(classes))
        {
            var expected = call.Run(batch);
            foreach (var other in Layouts(call))
            {
                SameBits.Assert(expected, other.Run(batch), $"{batch.Rows} rows, gap {other.Gap}, {other.Replacement}");
            }
        }
    }

    private static void CheckGaps<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var (batch, call) in Calls<T>(classes))
        {
            var expected = (call with { IsClassMajor = true }).Run(batch);
            foreach (var other in Layouts(call))
            {
                SameBits.Assert(expected, other.Run(batch), $"{batch.Rows} rows, gap {other.Gap}, {other.Replacement}");
            }
        }
    }

    private static void CheckThreads<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var isClassMajor in (bool[])[false, true])
        {
            var batch = SoftmaxBatch<T>.Create(SoftmaxBatch<T>.RowCounts(classes).Max(), classes, InputKind.Wide);
            var call = new SoftmaxCall<T> { IsClassMajor = isClassMajor, Gap = 5 };
            var expected = call.Run(batch);
            foreach (var threads in (int[])[2, 3, 8])
            {
                SameBits.Assert(expected, (call with { Threads = threads }).Run(batch), $"{threads} threads");
            }
        }
    }

    private static void Losses<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = [.. Enumerable.Range(0, classes).Select(c => T.CreateChecked((c % 5) / 4.0))];
        foreach (var transform in (LogitTransform<T>[])[default, new(T.CreateChecked(1.5), numbers, numbers)])
        {
            foreach (var rows in (int[])[1, 5, 17, 33, 100])
            {
                var batch = SoftmaxBatch<T>.Create(rows, classes, InputKind.Special);
                var (straight, other) = (new SoftmaxCall<T>(), new SoftmaxCall<T> { IsClassMajor = true, Gap = 1 });
                var curved = new CurvedLoss<T>(T.CreateChecked(0.25), transform);
                SameBits.Assert(straight.Run(curved, batch), other.Run(curved, batch), $"{rows} rows, curved");
                var hard = new HardLoss<T>(transform);
                SameBits.Assert(straight.Run(hard, batch), other.Run(hard, batch), $"{rows} rows, hard");
            }
        }
    }

    private static IEnumerable<(SoftmaxBatch<T> Batch, SoftmaxCall<T> Call)> Calls<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        from rows in SoftmaxBatch<T>.RowCounts(classes)
        from how in ((InputKind Kind, double Smoothing)[])[(InputKind.Ordinary, 0), (InputKind.Special, 0.1)]
        select (SoftmaxBatch<T>.Create(rows, classes, how.Kind), new SoftmaxCall<T> { Smoothing = T.CreateChecked(how.Smoothing) });

    private static IEnumerable<SoftmaxCall<T>> Layouts<T>(SoftmaxCall<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        from gap in (int[])[0, 3]
        from replacement in (SoftmaxParts[])[SoftmaxParts.None, SoftmaxParts.Gradient, SoftmaxParts.Hessian]
        select call with { IsClassMajor = true, Gap = gap, Replacement = replacement };
}
