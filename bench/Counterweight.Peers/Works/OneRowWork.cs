using Counterweight.Peers.Measuring;
using Counterweight.Peers.Rows;
using Counterweight.Training;

namespace Counterweight.Peers.Works;

/// <summary>The probability of one row after the other.</summary>
/// <param name="rows">Rows that the model has learnt from.</param>
/// <param name="features">Features.</param>
/// <param name="settings">Trees and leaves.</param>
/// <param name="isSame">Whether it is always the same row, whose way through the trees the processor learns to foresee.</param>
internal sealed class OneRowWork(int rows, int features, BoostingSettings settings, bool isSame)
    : Work(isSame ? "one row, always the same" : "one row", $"{features} features, {settings.Rounds} trees of {settings.Leaves} leaves", Peer)
{
    private const string Peer = "LightGBM";
    private const int RowsPerRun = 1000;

    public override string Description =>
        $"`RowPredictor.PredictProbabilities` of a single row beside `LGBM_BoosterPredictForMatSingleRowFast`, by the very same trees; {(isSame ? "the row is always the same, and the processor foresees its way" : $"{RowsPerRun} rows in turn")}.";

    public override bool IsSingleThreaded => true;

    public override Contest Prepare(int threads, int seed)
    {
        var model = new SharedModel(rows, features, settings, seed);
        var test = model.Test;
        var predictor = new RowPredictor(model.Ours);
        var theirPredictor = model.LightGbm.RowPredictor(features);
        var (ours, theirs) = (new double[RowsPerRun], new double[RowsPerRun]);
        var both = new double[2];
        return new Contest(
            new(
                () =>
                {
                    for (var i = 0; i < RowsPerRun; i++)
                    {
                        predictor.PredictProbabilities(Row(i), both);
                        ours[i] = both[1];
                    }
                },
                () => [Mean(ours)]),
            RowsPerRun)
            .Against(
                Peer,
                new(
                    () =>
                    {
                        for (var i = 0; i < RowsPerRun; i++)
                        {
                            theirs[i] = theirPredictor.Predict(Row(i));
                        }
                    },
                    () => [Mean(theirs)]),
                theirPredictor);

        ReadOnlySpan<float> Row(int i) => test.RowMajor.AsSpan((isSame ? 0 : i) * features, features);
    }

    private static Measure Mean(double[] probabilities) => new("mean probability", probabilities.Average());
}
