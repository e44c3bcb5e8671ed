namespace Counterweight.Training.Boosting;

/// <summary>What early stopping watches on the validation rows.</summary>
public enum EarlyStoppingMetric
{
    /// <summary>The mean loss, weighted by the sample weights of the validation rows and, of classifiers, by class weights.</summary>
    Loss,

    /// <summary>The area under the ROC curve, weighted as a classifier's loss; of two classes only. A classifier without validation rows watches nothing; a regressor refuses it.</summary>
    Auc,
}
