using Counterweight.LightGbm.Native;

namespace Counterweight.Peers.Native;

/// <summary>LightGBM's fastest call for one row of a model of two classes.</summary>
/// <param name="model">Lives as long.</param>
/// <param name="fastConfig">What LightGBM has made ready.</param>
internal sealed class LightGbmRowPredictor(LightGbmModel model, nint fastConfig) : IDisposable
{
    /// <summary>The probability of class 1.</summary>
    public unsafe double Predict(ReadOnlySpan<float> features)
    {
        double probability;
        fixed (float* data = features)
        {
            LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterPredictForMatSingleRowFast(fastConfig, data, out _, &probability));
        }

        return probability;
    }

    public void Dispose()
    {
        LightGbmLibrary.Check(LightGbmLibrary.LGBM_FastConfigFree(fastConfig));
        model.Dispose();
    }
}
