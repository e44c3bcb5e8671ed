using Counterweight.Benchmarks.Timing;
using Counterweight.Features;
using Counterweight.Histograms;

namespace Counterweight.Benchmarks.Trees;

/// <summary>Counts and sums of weights, weighted gradients and Hessians of each feature and bin; bins of all rows are feature-major, of a subset row-major, as the trainers have both.</summary>
internal sealed class HistogramWork : ServedTreeWork
{
    private readonly GradientHistogramShape shape;
    private readonly GradientHistogramScale scale;
    private readonly byte[] bins;
    private readonly float[] weights;
    private readonly float[] gradients;
    private readonly float[] hessians;
    private readonly int[]? rows;
    private readonly long[] histogram;

    public HistogramWork(TreeRequest request)
    {
        shape = new GradientHistogramShape(request.Positive("features"), request.Positive("bins"));
        var isSubset = request.OneOf("rows", false, ("all", false), ("subset", true));
        request.RefuseOthers();
        gradients = RawArray.Read<float>(request.Directory, "g.f32");
        hessians = RawArray.Read<float>(request.Directory, "h.f32", gradients.Length);
        weights = RawArray.Read<float>(request.Directory, "w.f32", gradients.Length);
        bins = isSubset
            ? BinFile.ReadRowMajor(request.Directory, gradients.Length, shape.FeatureCount)
            : RawArray.Read<byte>(request.Directory, "bins.u8", (long)gradients.Length * shape.FeatureCount);
        rows = isSubset ? RawArray.Read<int>(request.Directory, "rows.i32") : null;
        scale = GradientHistogramScale.For<float>(weights, gradients, hessians);
        histogram = new long[shape.Length];
    }

    public override double Seconds(int threads, TimeSpan budget, Clock clock) => InterleavedTimer.SecondsPerCall([() => Build(threads)], budget, clock)[0];

    public override void WriteResults(string directory)
    {
        var cells = new double[4 * shape.FeatureCount * shape.BinCount];
        for (var cell = 0; cell < cells.Length / 4; cell++)
        {
            var at = shape.IndexOf(cell / shape.BinCount, cell % shape.BinCount);
            cells[4 * cell] = histogram[at];
            cells[(4 * cell) + 1] = scale.ToWeight(histogram[at + 1]);
            cells[(4 * cell) + 2] = scale.ToGradient(histogram[at + 2]);
            cells[(4 * cell) + 3] = scale.ToHessian(histogram[at + 3]);
        }

        RawArray.Write<double>(directory, "histogram.f64", cells);
    }

    private void Build(int threads)
    {
        var matrix = BinMatrix.Create(bins, gradients.Length, shape.FeatureCount, rows is null ? FeatureLayout.FeatureMajor : FeatureLayout.RowMajor);
        if (rows is null)
        {
            GradientHistogram.Build(matrix, weights, gradients, hessians, new(histogram, shape, scale), degreeOfParallelism: threads);
        }
        else
        {
            GradientHistogram.Build(matrix, weights, gradients, hessians, new(histogram, shape, scale), rows, threads);
        }
    }
}
