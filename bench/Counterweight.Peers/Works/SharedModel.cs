using Counterweight.Peers.Native;
using Counterweight.Peers.Rows;
using Counterweight.Training.Boosting;
using Counterweight.Training.Interchange;

namespace Counterweight.Peers.Works;

/// <summary>One model of boosted trees that both sides predict by.</summary>
internal sealed class SharedModel
{
    /// <summary>Fits ours, and gives it to LightGBM in its own format.</summary>
    /// <param name="rows">Rows to learn from.</param>
    /// <param name="features">Features.</param>
    /// <param name="settings">Trees and leaves.</param>
    /// <param name="seed">Of the data.</param>
    public SharedModel(int rows, int features, BoostingSettings settings, int seed)
    {
        var data = GeneratedRows.Bands(rows, features, BoostingWork.Rare, seed);
        Test = data.Test;
        Ours = GradientBoostingClassifier.Fit(data.Train.Data, settings.Ours(Environment.ProcessorCount));
        using var text = new MemoryStream();
        LightGbmFile.Save(Ours, text);
        LightGbm = LightGbmModel.Load(text.ToArray());
    }

    /// <summary>Rows to predict.</summary>
    public RowPart Test { get; }

    public GradientBoostingClassifier Ours { get; }

    public LightGbmModel LightGbm { get; }
}
