using System.Runtime.InteropServices;

namespace Counterweight.LightGbm.Native;

/// <summary>The functions that only comparisons call.</summary>
internal static partial class LightGbmLibrary
{
    [LibraryImport(Name)]
    public static partial int LGBM_BoosterUpdateOneIter(BoosterHandle booster, out int isFinished);

    [LibraryImport(Name)]
    public static unsafe partial int LGBM_BoosterLoadModelFromString(byte* text, out int iterations, out nint booster);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_BoosterPredictForMatSingleRowFastInit(
        BoosterHandle booster, int predictType, int startIteration, int iterations, int dataType, int columns, string parameters, out nint fastConfig);

    [LibraryImport(Name)]
    public static unsafe partial int LGBM_BoosterPredictForMatSingleRowFast(nint fastConfig, void* data, out long length, double* result);

    [LibraryImport(Name)]
    public static partial int LGBM_FastConfigFree(nint fastConfig);
}
