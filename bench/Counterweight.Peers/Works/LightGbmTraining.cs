using Counterweight.Peers.Measuring;
using Counterweight.Peers.Native;
using Counterweight.Peers.Rows;

namespace Counterweight.Peers.Works;

/// <summary>Training by LightGBM, over and over.</summary>
/// <param name="train">Rows to learn from.</param>
/// <param name="parameters">As LightGBM reads them.</param>
/// <param name="rounds">Rounds.</param>
/// <param name="makesBins">Whether each run makes the bins too.</param>
internal sealed class LightGbmTraining(RowPart train, string parameters, int rounds, bool makesBins) : IDisposable
{
    private LightGbmRows? rows = makesBins ? null : new(train, parameters);
    private LightGbmModel? model;

    public void Run()
    {
        model?.Dispose();
        if (makesBins)
        {
            rows?.Dispose();
            rows = new(train, parameters);
        }

        model = LightGbmModel.Train(rows!, parameters, rounds);
    }

    public IReadOnlyList<Measure> Judge(RowPart test)
    {
        var classes = test.Data.ClassCount;
        var probabilities = model!.PredictProbabilities(test, classes);
        return classes == 2 ? Judges.Binary(probabilities, test.Labels) : Judges.Multiclass(probabilities, classes, test.Labels);
    }

    public void Dispose()
    {
        model?.Dispose();
        rows?.Dispose();
    }
}
