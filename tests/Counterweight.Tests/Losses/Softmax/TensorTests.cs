using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Tensors give the bits of the spans they lie in.</summary>
public sealed class TensorTests
{
    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void RowMajor(int classes)
    {
        ForEach<float>(classes, Check);
        ForEach<double>(classes, Check);

        static void Check<T>(SoftmaxBatch<T> batch)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (rows, k) = (batch.Rows, batch.Classes);
            var expected = new SoftmaxCall<T>().Run(batch);
            var (gradient, hessian) = (new T[rows * k], new T[rows * k]);
            var sum = Evaluate(batch, Matrix(batch.Scores, rows, k), Matrix(gradient, rows, k), Matrix(hessian, rows, k));
            SameBits.Assert(expected, expected with { Sum = sum, Gradient = gradient, Hessian = hessian }, $"{rows} rows");
        }
    }

    /// <summary>Columns 2 … K + 1 of a wider matrix, other columns for the gradient and the Hessian.</summary>
    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void SlicesOfWiderTensors(int classes)
    {
        ForEach<float>(classes, Check);
        ForEach<double>(classes, Check);

        static void Check<T>(SoftmaxBatch<T> batch)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (rows, k) = (batch.Rows, batch.Classes);
            var expected = new SoftmaxCall<T>().Run(batch);
            var scores = new LaidOut<T>(LogitLayout.RowMajor(k, k + 5), rows, T.NaN).With(batch.Scores);
            var gradient = new LaidOut<T>(LogitLayout.RowMajor(k, k + 2), rows, T.One);
            var hessian = new LaidOut<T>(LogitLayout.RowMajor(k, k + 7), rows, T.One);
            var sum = Evaluate(batch, Strided(scores, rows, k, k + 5), Strided(gradient, rows, k, k + 2), Strided(hessian, rows, k, k + 7));
            SameBits.Assert(expected, expected with { Sum = sum, Gradient = gradient.Packed(), Hessian = hessian.Packed() }, $"{rows} rows");
            gradient.AssertNothingElseWritten();
            hessian.AssertNothingElseWritten();
        }
    }

    /// <summary>Scores without gaps, gradient or Hessian or both with gaps: those of two and three classes have loops of their own.</summary>
    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void PackedScoresWithGapsInTheOutputs(int classes)
    {
        ForEach<float>(classes, Check);
        ForEach<double>(classes, Check);

        static void Check<T>(SoftmaxBatch<T> batch)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (rows, k) = (batch.Rows, batch.Classes);
            var expected = new SoftmaxCall<T>().Run(batch);
            foreach (var (ofGradient, ofHessian) in ((int, int)[])[(2, 0), (0, 3), (1, 1), (0, 0)])
            {
                var gradient = new LaidOut<T>(LogitLayout.RowMajor(k, k + ofGradient), rows, T.One);
                var hessian = new LaidOut<T>(LogitLayout.RowMajor(k, k + ofHessian), rows, T.One);
                var sum = Evaluate(batch, Matrix(batch.Scores, rows, k), Strided(gradient, rows, k, k + ofGradient), Strided(hessian, rows, k, k + ofHessian));
                SameBits.Assert(expected, expected with { Sum = sum, Gradient = gradient.Packed(), Hessian = hessian.Packed() }, $"{rows} rows, gaps {ofGradient} and {ofHessian}");
                gradient.AssertNothingElseWritten();
                hessian.AssertNothingElseWritten();
            }
        }
    }

    /// <summary>An output that is alone has its own stride, not that of the one that is not there.</summary>
    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void OneOutputAloneWithGaps(int classes)
    {
        ForEach<float>(classes, Check);
        ForEach<double>(classes, Check);

        static void Check<T>(SoftmaxBatch<T> batch)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (rows, k) = (batch.Rows, batch.Classes);
            var expected = new SoftmaxCall<T>().Run(batch);
            foreach (var gap in (int[])[0, 3])
            {
                var output = new LaidOut<T>(LogitLayout.RowMajor(k, k + gap), rows, T.One);
                var sum = Evaluate(batch, Matrix(batch.Scores, rows, k), default, Strided(output, rows, k, k + gap));
                SameBits.Assert(expected, expected with { Sum = sum, Gradient = [], Hessian = output.Packed() }, $"{rows} rows, Hessian, gap {gap}");
                output.AssertNothingElseWritten();

                output = new LaidOut<T>(LogitLayout.RowMajor(k, k + gap), rows, T.One);
                sum = Evaluate(batch, Matrix(batch.Scores, rows, k), Strided(output, rows, k, k + gap), default);
                SameBits.Assert(expected, expected with { Sum = sum, Gradient = output.Packed(), Hessian = [] }, $"{rows} rows, gradient, gap {gap}");
                output.AssertNothingElseWritten();
            }
        }
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void TransposedOnesAreClassMajor(int classes)
    {
        ForEach<float>(classes, Check);
        ForEach<double>(classes, Check);

        static void Check<T>(SoftmaxBatch<T> batch)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (rows, k) = (batch.Rows, batch.Classes);
            var expected = new SoftmaxCall<T> { IsClassMajor = rows > 1 && k > 1 }.Run(batch);
            var layout = LogitLayout.ClassMajor(k);
            var scores = new LaidOut<T>(layout, rows, T.NaN).With(batch.Scores);
            var gradient = new LaidOut<T>(layout, rows, T.One);
            var sum = Evaluate(batch, Transposed(scores.Span, rows, k), Transposed(gradient.Span, rows, k), default);
            SameBits.Assert(expected, expected with { Sum = sum, Gradient = gradient.Packed(), Hessian = [] }, $"{rows} rows");
        }
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void InPlace(int classes)
    {
        ForEach<float>(classes, Check);
        ForEach<double>(classes, Check);

        static void Check<T>(SoftmaxBatch<T> batch)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (rows, k) = (batch.Rows, batch.Classes);
            var expected = new SoftmaxCall<T> { Parts = SoftmaxParts.Gradient }.Run(batch);
            var memory = new LaidOut<T>(LogitLayout.RowMajor(k, k + 3), rows, T.NaN).With(batch.Scores);
            var both = Strided(memory, rows, k, k + 3);
            var sum = Evaluate(batch, both, both, default);
            SameBits.Assert(expected, expected with { Sum = sum, Gradient = memory.Packed() }, $"{rows} rows");
            memory.AssertNothingElseWritten();
        }
    }

    [Fact]
    public void SlicesAndTransposesAsTheTensorTypesMakeThem()
    {
        var batch = SoftmaxBatch<float>.Create(20, 6);
        var wide = Tensor.Create<float>([.. Enumerable.Range(0, 20).SelectMany(i => (float[])[9, .. batch.Row(i), 8, 7])], [20, 9]);
        var expected = new SoftmaxCall<float>().Run(batch);
        var gradient = Tensor.CreateFromShape<float>([20, 6]);
        var sum = Evaluate(batch, wide.AsReadOnlyTensorSpan()[.., 1..7], gradient, default);
        SameBits.Assert(expected, expected with { Sum = sum, Gradient = [.. gradient] }, "slice");

        var columns = Tensor.Create<float>([.. Enumerable.Range(0, 6).SelectMany(j => Enumerable.Range(0, 20).Select(i => batch.Row(i)[j]))], [6, 20]);
        var transposed = Tensor.CreateFromShape<float>([6, 20]);
        sum = Evaluate(batch, Tensor.Transpose(columns), Tensor.Transpose(transposed), default);
        SameBits.Assert(expected, expected with { Sum = sum, Gradient = [.. Tensor.Transpose(transposed)] }, "transposed");
    }

    [Fact]
    public void OneThreadAllocatesNothing()
    {
        var batch = SoftmaxBatch<float>.Create(33, 7);
        var gradient = new float[33 * 7];
        Assert.Equal(0, Allocation.Of(() => Evaluate(batch, Matrix(batch.Scores, 33, 7), Matrix(gradient, 33, 7), default)));
        Assert.Equal(0, Allocation.Of(() => Evaluate(batch, Transposed<float>(batch.Scores, 33, 7), Transposed<float>(gradient, 33, 7), default)));
    }

    private static void ForEach<T>(int classes, Action<SoftmaxBatch<T>> check)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var rows in SoftmaxBatch<T>.RowCounts(classes))
        {
            check(SoftmaxBatch<T>.Create(rows, classes, InputKind.Special));
        }
    }

    private static LossSum Evaluate<T>(SoftmaxBatch<T> batch, ReadOnlyTensorSpan<T> scores, TensorSpan<T> gradient, TensorSpan<T> hessian)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<T>(),
            scores,
            batch.Labels,
            gradient,
            hessian,
            new LossWeights<T> { PerClass = batch.ClassWeights, PerSample = batch.SampleWeights });

    private static TensorSpan<T> Matrix<T>(Span<T> memory, nint rows, nint columns) => new(memory, [rows, columns]);

    private static TensorSpan<T> Transposed<T>(Span<T> memory, nint rows, nint columns) => Strided(memory, rows, columns, 1, rows);

    private static TensorSpan<T> Strided<T>(LaidOut<T> memory, nint rows, nint columns, nint stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Strided(memory.Span, rows, columns, stride, 1);

    /// <summary>Dimensions of one element have a stride of 0.</summary>
    private static TensorSpan<T> Strided<T>(Span<T> memory, nint rows, nint columns, nint down, nint across) => rows == 0
        ? new(memory, [rows, columns])
        : new(memory, [rows, columns], [rows == 1 ? 0 : down, columns == 1 ? 0 : across]);
}
