// Small workflows that several tests draw.

/** Check → Charge → Ship → End; Check goes to Refund on errors. With habits of its own, which edits must keep. */
export const orders = `{
   "StartAt" : "Check",
   "States" : {
      "Check" : {"Type" : "Task", "Resource" : "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "q", "MessageBody": {"n": 1.00}},
         "Catch" : [ {"ErrorEquals" : ["States.ALL"], "Next" : "Refund"} ],
         "Next" : "Charge"},
      "Charge" : {"Type" : "Wait", "Seconds" : 1, "Next" : "Ship"},
      "Ship" : {"Type" : "Pass", "End" : true},
      "Refund" : {"Type" : "Fail", "Error" : "Refunded"}
   }
}
`;

/** A Parallel of two branches, then a Choice. */
export const forked = `{
  "StartAt": "Both",
  "States": {
    "Both": {
      "Type": "Parallel",
      "Branches": [
        { "StartAt": "Left", "States": { "Left": { "Type": "Wait", "Seconds": 1, "End": true } } },
        { "StartAt": "Right", "States": { "Right": { "Type": "Wait", "Seconds": 2, "End": true } } }
      ],
      "Next": "Which"
    },
    "Which": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$[0]", "IsPresent": true, "Next": "Done" }],
      "Default": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}
`;
