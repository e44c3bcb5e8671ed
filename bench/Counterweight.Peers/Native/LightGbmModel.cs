using System.Globalization;
using Counterweight.LightGbm.Native;
using Counterweight.Peers.Rows;

namespace Counterweight.Peers.Native;

/// <summary>A model of LightGBM.</summary>
internal sealed class LightGbmModel : IDisposable
{
    private const int Probabilities = 0;
    private const int RawScores = 1;

    private readonly BoosterHandle handle;

    private LightGbmModel(nint booster) => handle = new(booster);

    /// <summary>Trains some rounds.</summary>
    public static LightGbmModel Train(LightGbmRows rows, string parameters, int rounds)
    {
        LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterCreate(rows.Handle, parameters, out var booster));
        var model = new LightGbmModel(booster);
        model.handle.Hold(rows.Handle);
        for (var round = 0; round < rounds; round++)
        {
            LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterUpdateOneIter(model.handle, out _));
        }

        return model;
    }

    /// <summary>Reads a model from LightGBM's text.</summary>
    /// <param name="text">UTF-8.</param>
    public static unsafe LightGbmModel Load(byte[] text)
    {
        // A text in C ends with 0.
        byte[] ended = [.. text, 0];
        fixed (byte* first = ended)
        {
            LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterLoadModelFromString(first, out _, out var booster));
            return new(booster);
        }
    }

    /// <summary>The probabilities of all classes, row after row; of two classes those of class 1.</summary>
    public double[] PredictProbabilities(RowPart rows, int classes)
    {
        var probabilities = new double[rows.RowCount * (classes == 2 ? 1 : classes)];
        Predict(rows, Probabilities, Environment.ProcessorCount, probabilities);
        return probabilities;
    }

    /// <summary>The scores of a model of one score a row.</summary>
    public void PredictScores(RowPart rows, int threads, double[] destination) => Predict(rows, RawScores, threads, destination);

    /// <summary>Readies the prediction of one row at a time.</summary>
    public LightGbmRowPredictor RowPredictor(int features)
    {
        LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterPredictForMatSingleRowFastInit(
            handle, Probabilities, startIteration: 0, iterations: -1, LightGbmRows.Floats, features, "verbosity=-1 num_threads=1", out var fastConfig));
        return new(this, fastConfig);
    }

    public void Dispose() => handle.Dispose();

    private unsafe void Predict(RowPart rows, int kind, int threads, double[] destination)
    {
        var parameters = string.Create(CultureInfo.InvariantCulture, $"verbosity=-1 num_threads={threads}");
        fixed (float* data = rows.RowMajor)
        fixed (double* target = destination)
        {
            LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterPredictForMat(
                handle, data, LightGbmRows.Floats, rows.RowCount, rows.FeatureCount, isRowMajor: 1, kind, startIteration: 0, iterations: -1, parameters, out _, target));
        }
    }
}
