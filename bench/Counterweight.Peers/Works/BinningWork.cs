using Counterweight.Peers.Measuring;
using Counterweight.Peers.Native;
using Counterweight.Peers.Rows;
using Counterweight.Training.Data;

namespace Counterweight.Peers.Works;

/// <summary>Bins of all features, found and applied.</summary>
/// <param name="rows">Rows.</param>
/// <param name="features">Features.</param>
internal sealed class BinningWork(int rows, int features) : Work("binning", $"{rows}x{features}", Sampled, Whole)
{
    private const string Sampled = "LightGBM";
    private const string Whole = "LightGBM, of all rows";

    public override string Description => "`BinnedDataset.Create` beside `LGBM_DatasetCreateFromMat` with its labels: 255 bins found and applied. LightGBM finds them from 200,000 rows, or from all as we do.";

    public override Contest Prepare(int threads, int seed)
    {
        var train = GeneratedRows.Bands(rows, features, BoostingWork.Rare, seed).Train;
        var contest = new Contest(new(() => BinnedDataset.Create(train.Data, degreeOfParallelism: threads)));
        foreach (var peer in Peers)
        {
            var parameters = $"verbosity=-1 num_threads={threads} max_bin=255{(peer is Whole ? $" bin_construct_sample_cnt={rows}" : "")}";
            contest.Against(peer, new(() => new LightGbmRows(train, parameters).Dispose()));
        }

        return contest;
    }
}
