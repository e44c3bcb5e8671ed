using Counterweight.Peers.Measuring;
using Counterweight.Peers.Rows;

namespace Counterweight.Peers.Works;

/// <summary>Scores of many rows by many trees.</summary>
/// <param name="rows">Rows.</param>
/// <param name="features">Features.</param>
/// <param name="settings">Trees and leaves.</param>
internal sealed class PredictionWork(int rows, int features, BoostingSettings settings)
    : Work("prediction", $"{rows}x{features}, {settings.Rounds} trees of {settings.Leaves} leaves", Peer)
{
    private const string Peer = "LightGBM";

    public override string Description => "`PredictScores` of a `Dataset` beside `LGBM_BoosterPredictForMat` (raw scores), by the very same trees.";

    public override Contest Prepare(int threads, int seed)
    {
        var model = new SharedModel(rows, features, settings, seed);
        var (ours, theirs) = (new double[model.Test.RowCount], new double[model.Test.RowCount]);
        return new Contest(new(() => model.Ours.Model.PredictScores(model.Test.Data, ours, degreeOfParallelism: threads), () => [Judges.Auc(ours, model.Test.Labels)]))
            .Against(Peer, new(() => model.LightGbm.PredictScores(model.Test, threads, theirs), () => [Judges.Auc(theirs, model.Test.Labels)]), model.LightGbm);
    }
}
